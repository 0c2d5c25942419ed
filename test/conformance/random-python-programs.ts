import fc from 'fast-check';

/*
 * Random small asyncio programs: coroutines that print, sleep, give way, take locks and semaphores, pass items through
 * queues, set events, spawn, gather, wait, shield, cancel and time out. Every sleep has its own length (a multiple of a
 * prime step), so that a real clock gives one order only; what is compared is the order itself.
 */

/** A statement of a coroutine's body, as lines of source. */
type Lines = readonly string[];

const indent = (lines: Lines): Lines => lines.map((line) => `    ${line}`);

/** Replaces each `NAP` by a sleep of its own length, and each `MARK` by a text of its own. */
function number(source: string): string {
  let naps = 0;
  let marks = 0;
  return source
    .replace(/NAP/g, () => `${(7 * ++naps + 1) / 100}`)
    .replace(/MARK/g, () => `m${++marks}`);
}

const mark: fc.Arbitrary<Lines> = fc.constant(['say(name, "MARK")']);

const leaf: fc.Arbitrary<Lines> = fc.oneof(
  mark,
  fc.constant(['await asyncio.sleep(NAP)', 'say(name, "MARK")']),
  fc.constant(['await asyncio.sleep(0)', 'say(name, "MARK")']),
  fc.constant(['await queue.put("MARK")']),
  fc.constant(['say(name, "got", await asyncio.wait_for(queue.get(), NAP))']),
  fc.constant(['event.set()']),
  fc.constant(['event.clear()']),
  fc.constant(['await event.wait()', 'say(name, "MARK")']),
  fc.constant(['loop().call_soon(say, name, "soon MARK")']),
  fc.constant(['loop().call_later(NAP, say, name, "later MARK")']),
  fc.constant(['others[0].cancel("MARK")']),
  fc.constant(['others[-1].cancel()']),
  fc.constant(['say(name, [t.done() for t in others])']),
  fc.constant(['raise ValueError("MARK")']),
  fc.constant(['return "MARK"']),
  fc.constant([
    'future = loop().create_future()',
    'loop().call_soon(future.set_result, "MARK")',
    'say(name, await future)',
  ]),
);

const statement = fc.letrec<{ body: Lines; one: Lines }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    tie('body').map((body) => ['async with lock:', ...indent(body)]),
    tie('body').map((body) => ['async with semaphore:', ...indent(body)]),
    tie('body').map((body) => [
      'try:',
      ...indent(body),
      'except asyncio.CancelledError as error:',
      '    say(name, "cancelled", error.args)',
      '    raise',
      'except Exception as error:',
      '    say(name, type(error).__name__, error.args)',
      'finally:',
      '    say(name, "finally MARK")',
    ]),
    tie('body').map((body) => [
      'try:',
      ...indent(body),
      'finally:',
      '    await asyncio.sleep(0)',
      '    say(name, "cleaned MARK")',
    ]),
    tie('body').map((body) => [
      'try:',
      '    async with asyncio.timeout(NAP):',
      ...indent(indent(body)),
      'except TimeoutError:',
      '    say(name, "timeout MARK")',
    ]),
    tie('body').map((body) => ['for turn in range(2):', '    say(name, turn)', ...indent(body)]),
    fc
      .tuple(tie('body'), tie('body'))
      .map(([first, second]) => [
        'async def left(name):',
        ...indent(first),
        'async def right(name):',
        ...indent(second),
        'say(name, await asyncio.gather(left(name + "l"), right(name + "r"), return_exceptions=True))',
      ]),
    tie('body').map((body) => [
      'async def child(name):',
      ...indent(body),
      'task = asyncio.create_task(child(name + "c"))',
      'await asyncio.sleep(0)',
      'say(name, "child", task.done())',
    ]),
    tie('body').map((body) => [
      'async def guarded(name):',
      ...indent(body),
      'try:',
      '    say(name, await asyncio.shield(guarded(name + "s")))',
      'except Exception as error:',
      '    say(name, repr(error))',
    ]),
    tie('body').map((body) => [
      'async def grouped(name):',
      ...indent(body),
      'try:',
      '    async with asyncio.TaskGroup() as group:',
      '        group.create_task(grouped(name + "g"))',
      '        say(name, "MARK")',
      'except* Exception as error:',
      '    say(name, error.exceptions)',
    ]),
    tie('body').map((body) => [
      'async def waited(name):',
      ...indent(body),
      'done, pending = await asyncio.wait([asyncio.create_task(waited(name + "w"))], timeout=NAP)',
      'say(name, len(done), len(pending))',
    ]),
    tie('body').map((body) => [
      'async def stream(name):',
      '    try:',
      ...indent(indent(body)),
      '        yield "MARK"',
      '        await asyncio.sleep(0)',
      '        yield "MARK"',
      '    finally:',
      '        say(name, "closed MARK")',
      'async for item in stream(name + "y"):',
      '    say(name, item)',
    ]),
  ),
  body: fc.array(tie('one'), { minLength: 1, maxLength: 3 }).map((parts) => parts.flat()),
})).body;

/** The source of a whole program. */
export const program: fc.Arbitrary<string> = fc
  .tuple(fc.array(statement, { minLength: 2, maxLength: 3 }), fc.boolean())
  .map(([bodies, group]) => {
    const workers = bodies.flatMap((body, index) => [
      `async def worker${index}(name):`,
      ...indent(body),
      '',
    ]);
    const starts = bodies.map(
      (_, index) =>
        `    others.append(asyncio.create_task(worker${index}("${'ABC'[index] ?? ''}")))`,
    );
    const waits = group
      ? ['    print(await asyncio.gather(*others, return_exceptions=True))']
      : [
          '    for task in others:',
          '        done, pending = await asyncio.wait([task], timeout=NAP)',
          '        print(task.get_name(), len(done), task.cancelled())',
        ];
    return number(
      [
        'import asyncio',
        '',
        'others = []',
        'lock = asyncio.Lock()',
        'semaphore = asyncio.Semaphore(2)',
        'event = asyncio.Event()',
        'queue = asyncio.Queue(2)',
        'loop = asyncio.get_running_loop',
        '',
        '',
        'def say(*words):',
        '    print(*words)',
        '',
        '',
        ...workers,
        'async def main():',
        ...starts,
        '    loop().call_later(99, lambda: [task.cancel() for task in others])',
        ...waits,
        '',
        '',
        'asyncio.run(main())',
        '',
      ].join('\n'),
    );
  });
