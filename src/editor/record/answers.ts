import * as vscode from 'vscode';

/** An input of launch.json or tasks.json (https://code.visualstudio.com/docs/reference/variables-reference#_input-variables). */
interface Input {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly description?: unknown;
  readonly default?: unknown;
  readonly password?: unknown;
  readonly options?: unknown;
  readonly command?: unknown;
  readonly args?: unknown;
}

/**
 * What `${command:…}` and `${input:…}` stand for in some texts, by what is between the braces: a command's result, what the user
 * types or picks. Each is asked for once. One that is not known is left out; null if the user did not answer.
 */
export async function answersFor(
  texts: readonly string[],
  scope: vscode.Uri,
): Promise<ReadonlyMap<string, string> | null> {
  const answers = new Map<string, string>();
  const found = texts.flatMap((text) => [...text.matchAll(/\$\{((command|input):([^{}]+))\}/g)]);
  for (const [, whole = '', kind, name = ''] of found) {
    if (answers.has(whole)) continue;
    const input = kind === 'input' ? inputOf(name, scope) : { type: 'command', command: name };
    if (!input) continue;
    const answer = await answerTo(input);
    if (answer === undefined) return null;
    answers.set(whole, answer);
  }
  return answers;
}

function inputOf(id: string, scope: vscode.Uri): Input | undefined {
  return ['launch', 'tasks']
    .flatMap((section) => listIn(vscode.workspace.getConfiguration(section, scope).get('inputs')))
    .map((input) => input as Input)
    .find((input) => input.id === id);
}

async function answerTo(input: Input): Promise<string | undefined> {
  const title = textIn(input.description);
  switch (input.type) {
    case 'promptString':
      return vscode.window.showInputBox({
        ...(title === undefined ? {} : { prompt: title }),
        value: textIn(input.default) ?? '',
        password: input.password === true,
        ignoreFocusOut: true,
      });
    case 'pickString': {
      const picks = listIn(input.options).map((option) => {
        const { label, value } = (typeof option === 'object' ? option : {}) as Record<
          string,
          unknown
        >;
        const text = textIn(value) ?? String(option);
        return { label: textIn(label) ?? text, text };
      });
      // The usual one first, where Enter takes it.
      picks.sort((a, b) => Number(b.text === input.default) - Number(a.text === input.default));
      const options = { ignoreFocusOut: true, ...(title === undefined ? {} : { title }) };
      return (await vscode.window.showQuickPick(picks, options))?.text;
    }
    default:
      return commandResult(textIn(input.command), input.args);
  }
}

/** Undefined where there is no such command, or it gives no text. */
async function commandResult(
  command: string | undefined,
  args: unknown,
): Promise<string | undefined> {
  if (command === undefined) return undefined;
  const result: unknown = await vscode.commands.executeCommand(command, args);
  return textIn(result);
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
