import * as l10n from '@vscode/l10n';
import { duration } from '../../words';
import type { Entry, KnownWait, Library, Raise, Text } from '../schema';
import {
  arrival,
  atEnd,
  closingDown,
  immediate,
  methods,
  none,
  plainArgument,
  roundTrip,
} from '../waits';

/** Facts from discord.py's client.py, abc.py, http.py (rate limits) and interactions.py. */

const page = (name: string) =>
  `https://discordpy.readthedocs.io/en/stable/api.html#discord.${name}`;
const interactions = (name: string) =>
  `https://discordpy.readthedocs.io/en/stable/interactions/api.html#discord.${name}`;
const commands = (name: string) =>
  `https://discordpy.readthedocs.io/en/stable/ext/commands/api.html#discord.ext.commands.${name}`;

const failures: Raise = {
  error: 'discord.HTTPException',
  when: () => l10n.t('If Discord refuses it: as Forbidden or NotFound, if it is one of these.'),
};
const limited: Text = () =>
  l10n.t('At a rate limit the library waits here until Discord allows the request.');

/** A request to Discord's HTTP API. */
const request = (thing: Text, value: Text, more: Partial<KnownWait> = {}): KnownWait =>
  roundTrip(thing, value, {
    because: () => l10n.t('Discord’s answer comes over the network.'),
    raises: [failures],
    notes: [limited],
    ...more,
  });

const call = (owner: string, names: string, more: Partial<KnownWait> = {}, at = page) =>
  methods(`discord.${owner}`, names.split(' '), (name) => ({
    page: at(`${owner}.${name}`),
    await: request(
      ({ receiver }) => l10n.t('Discord’s answer to {0}.{1}', receiver, name),
      () => l10n.t('the result'),
      more,
    ),
  }));

const closes = roundTrip(
  (words) => l10n.t('the connections of {0} to be closed', words.receiver),
  none,
  { ...closingDown, raises: [] },
);

const sent = (name: string): KnownWait =>
  request(
    (words) => l10n.t('Discord to take what {0}.{1}() sends', words.receiver, name),
    () => l10n.t('the message sent'),
    { gives: 'discord.Message' },
  );

const messages: KnownWait = arrival(
  (words) => l10n.t('the next message of {0}', words.receiver),
  () => l10n.t('the message'),
  {
    gives: 'discord.Message',
    because: () => l10n.t('Messages come in pages of 100; only a new page is asked of Discord.'),
    raises: [failures],
  },
);

function channel(owner: string): Readonly<Record<string, Entry>> {
  return {
    [`discord.${owner}.send`]: { page: page(`${owner}.send`), await: sent('send') },
    ...call(owner, 'fetch_message', { gives: 'discord.Message' }),
    [`discord.${owner}.history`]: { page: page(`${owner}.history`), next: messages },
    [`discord.${owner}.typing`]: {
      page: page(`${owner}.typing`),
      enter: request(() => l10n.t('Discord to show “typing”'), none),
      exit: immediate(() => l10n.t('Leaving only stops the task that keeps “typing” shown.')),
    },
  };
}

const waitFor: KnownWait = {
  waitsFor: 'event',
  mechanism: 'signal',
  thing: (words) => {
    const limit = words.number(null, 'timeout');
    const event = plainArgument(words, 0, 'event');
    return limit === null
      ? l10n.t('event {0} of Discord', event)
      : l10n.t('event {0} of Discord, at most {1}', event, duration(limit * 1000));
  },
  detail: (words) => l10n.t('event {0}', plainArgument(words, 0, 'event')),
  suspends: 'always',
  because: () => l10n.t('Only an event that comes later counts.'),
  registers: () =>
    l10n.t('wait_for adds a future and the check to the client’s listeners for this event.'),
  watches: () => l10n.t('The loop watches the gateway’s WebSocket, from which all events come.'),
  wokenBy: () =>
    l10n.t(
      'The first event for which the check is true completes the future, and the task goes in the ready queue.',
    ),
  value: () => l10n.t('what the event gives'),
  raises: [
    {
      error: 'TimeoutError',
      when: (words) =>
        words.argument(null, 'timeout') === null
          ? null
          : l10n.t('If no such event comes before the timeout.'),
    },
  ],
  mistakes: [
    (words) =>
      words.argument(null, 'timeout') === null
        ? l10n.t('Without timeout it can wait for ever.')
        : null,
  ],
};

const runs: KnownWait = {
  waitsFor: 'network',
  mechanism: 'socket',
  thing: () => l10n.t('the bot’s connection to Discord to end'),
  lens: () => l10n.t('runs the bot until it is closed'),
  suspends: 'always',
  because: () => l10n.t('It handles events until the bot is closed or cancelled.'),
  value: none,
  raises: [{ error: 'discord.LoginFailure', when: () => l10n.t('If the token is wrong.') }],
};

const answers: Partial<KnownWait> = {
  raises: [
    failures,
    {
      error: 'discord.InteractionResponded',
      when: () => l10n.t('If there was a response already: followup.send() sends more.'),
    },
  ],
  mistakes: [() => l10n.t('Discord wants the first response within 3 s: defer() buys 15 minutes.')],
};

const extensionError: Raise = {
  error: 'discord.ext.commands.ExtensionError',
  when: () =>
    l10n.t(
      'If it is not found, loaded already, has no setup() or fails: the subclass tells which.',
    ),
};

/** What the bot's own methods raise (discord/ext/commands/bot.py), by name. */
const ownErrors: Readonly<Record<string, readonly Raise[]>> = {
  load_extension: [extensionError],
  reload_extension: [extensionError],
  unload_extension: [
    {
      error: 'discord.ext.commands.ExtensionNotLoaded',
      when: () => l10n.t('If it was not loaded.'),
    },
  ],
  add_cog: [
    {
      error: 'discord.ClientException',
      when: () => l10n.t('If a cog of that name is there already, unless override=True.'),
    },
    { error: null, when: () => l10n.t('What the cog’s cog_load() raises.') },
  ],
};

/** What the events give that most programs handle: "Event Reference" of the manual. */
const events: Readonly<Record<string, readonly string[]>> = {
  message: ['Message'],
  message_delete: ['Message'],
  message_edit: ['Message', 'Message'],
  reaction_add: ['Reaction', 'Member'],
  reaction_remove: ['Reaction', 'Member'],
  interaction: ['Interaction'],
  member_join: ['Member'],
  member_remove: ['Member'],
  member_update: ['Member', 'Member'],
  member_ban: ['Guild', 'Member'],
  voice_state_update: ['Member', 'VoiceState', 'VoiceState'],
  guild_join: ['Guild'],
  guild_remove: ['Guild'],
  guild_channel_create: ['TextChannel'],
  thread_create: ['Thread'],
  command: ['ext.commands.Context'],
  command_completion: ['ext.commands.Context'],
  command_error: ['ext.commands.Context'],
};

/** What goes through a list of Discord's, page by page. */
function steps(owner: string, names: string): Readonly<Record<string, Entry>> {
  return methods(`discord.${owner}`, names.split(' '), (name) => ({
    page: page(`${owner}.${name}`),
    next: arrival(
      (words) => l10n.t('the next of {0}.{1}()', words.receiver, name),
      () => l10n.t('the next one'),
      {
        waitsFor: 'iterator',
        because: () => l10n.t('They come in pages; only a new page is asked of Discord.'),
        raises: [failures],
      },
    ),
  }));
}

/** What looks for something in the client's cache, without a wait. */
function looksUp(owner: string, types: Readonly<Record<string, string>>): Record<string, Entry> {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [
      `discord.${owner}.${name}`,
      { page: page(`${owner}.${name}`), returns: `discord.${type}` },
    ]),
  );
}

function ofEvents(owner: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(events).map(([name, types]) => [
      `${owner}.on_${name}`,
      types.map((type) => `discord.${type}`),
    ]),
  );
}

export const discord: Library = {
  title: 'discord.py',
  packages: {
    pip: ['discord.py==2.5.2'],
    apt: [
      'python3-discord',
      'python3-aiohttp',
      'python3-aiosignal',
      'python3-async-timeout',
      'python3-frozenlist',
      'python3-attr',
      'python3-charset-normalizer',
      'python3-multidict',
      'python3-yarl',
      'python3-idna',
    ],
  },
  entries: {
    'discord.Client.wait_for': { page: page('Client.wait_for'), await: waitFor },
    'discord.Client.wait_until_ready': {
      page: page('Client.wait_until_ready'),
      await: {
        waitsFor: 'event',
        mechanism: 'signal',
        thing: (words) => l10n.t('{0} to be ready', words.receiver),
        suspends: 'maybe',
        because: () => l10n.t('If the bot is ready already, it does not suspend.'),
        value: none,
        raises: [
          { error: 'RuntimeError', when: () => l10n.t('If login() has not been called before.') },
        ],
        mistakes: [() => l10n.t('In setup_hook it waits for ever: the bot is not connected yet.')],
      },
    },
    ...methods('discord.Client', ['start', 'connect'], (name) => ({
      page: page(`Client.${name}`),
      await: runs,
    })),
    'discord.Client': {
      page: page('Client'),
      enter: immediate(() => l10n.t('Entering only remembers the running event loop.'), {
        lens: (words) => l10n.t('enters {0} at once; no wait', words.receiver),
        value: () => l10n.t('the client'),
        gives: 'self',
      }),
      exit: atEnd(closes, (words) =>
        l10n.t('at the end: closes the connections of {0}', words.receiver),
      ),
    },
    'discord.Client.close': { page: page('Client.close'), await: closes },
    ...call(
      'Client',
      'login change_presence create_dm create_guild fetch_guild fetch_user fetch_channel fetch_invite fetch_stage_instance fetch_template fetch_webhook fetch_widget delete_invite application_info',
    ),
    ...channel('TextChannel'),
    ...channel('Member'),
    ...call(
      'TextChannel',
      'delete edit clone move purge delete_messages set_permissions create_invite create_thread create_webhook webhooks invites pins',
    ),
    ...call('Member', 'ban unban kick edit move_to timeout add_roles remove_roles'),
    'discord.Message.reply': { page: page('Message.reply'), await: sent('reply') },
    ...call('Message', 'edit', { gives: 'discord.Message' }),
    ...call(
      'Message',
      'delete add_reaction remove_reaction clear_reaction clear_reactions add_files remove_attachments pin unpin create_thread publish fetch',
    ),
    ...call(
      'InteractionResponse',
      'send_message defer edit_message send_modal',
      answers,
      interactions,
    ),
    ...call(
      'Interaction',
      'original_response edit_original_response delete_original_response',
      {},
      interactions,
    ),
    ...call('Webhook', 'send edit delete'),
    'discord.VoiceChannel.connect': {
      page: page('VoiceChannel.connect'),
      await: request(
        (words) => l10n.t('the voice connection to {0}', words.receiver),
        () => l10n.t('the voice client'),
        {
          gives: 'discord.VoiceClient',
          raises: [
            {
              error: 'TimeoutError',
              when: () => l10n.t('After 30 s without a connection, unless timeout says otherwise.'),
            },
          ],
        },
      ),
    },
    ...looksUp('Client', { get_channel: 'TextChannel', get_guild: 'Guild', get_user: 'Member' }),
    ...looksUp('Guild', { get_channel: 'TextChannel', get_member: 'Member', get_role: 'Role' }),
    'discord.VoiceClient.disconnect': {
      page: page('VoiceClient.disconnect'),
      await: request((words) => l10n.t('{0} to be disconnected', words.receiver), none),
    },
    ...call('VoiceClient', 'move_to'),
    ...call(
      'Guild',
      'ban unban kick edit leave delete create_role create_text_channel create_voice_channel create_category create_category_channel create_forum create_stage_channel create_custom_emoji create_scheduled_event create_template fetch_member fetch_channel fetch_channels fetch_roles fetch_ban fetch_emoji fetch_emojis fetch_scheduled_event fetch_scheduled_events fetch_automod_rules prune_members estimate_pruned_members query_members change_voice_state active_threads integrations invites vanity_invite webhooks templates widget welcome_screen edit_role_positions chunk',
    ),
    ...call('Role', 'delete edit'),
    ...call('Emoji', 'delete edit'),
    ...call('Invite', 'delete'),
    ...call('Asset', 'read save to_file'),
    ...call('Attachment', 'read save to_file'),
    ...call('Reaction', 'remove clear'),
    ...call('ScheduledEvent', 'start end cancel edit delete'),
    ...call(
      'CategoryChannel',
      'create_text_channel create_voice_channel create_stage_channel create_forum delete edit clone move set_permissions',
    ),
    ...steps('Guild', 'bans audit_logs fetch_members'),
    ...steps('Client', 'fetch_guilds'),
    ...steps('Reaction', 'users'),
    'discord.app_commands.CommandTree.sync': {
      page: interactions('app_commands.CommandTree.sync'),
      await: request(
        () => l10n.t('Discord to take the commands'),
        () => l10n.t('the list of commands'),
      ),
    },
    'discord.ui.View.wait': {
      page: interactions('ui.View.wait'),
      await: {
        waitsFor: 'event',
        mechanism: 'signal',
        thing: (words) => l10n.t('view {0} to be stopped', words.receiver),
        suspends: 'maybe',
        because: () => l10n.t('If it has been stopped or has timed out, it does not suspend.'),
        wokenBy: () =>
          l10n.t('stop() is called, or the time-out passes, and the task goes in the ready queue.'),
        value: () => l10n.t('whether it timed out'),
        raises: [],
      },
    },
    ...methods('discord.ext.commands.Context', ['send', 'reply'], (name) => ({
      page: commands(`Context.${name}`),
      await: sent(name),
    })),
    ...methods(
      'discord.ext.commands.Bot',
      ['load_extension', 'unload_extension', 'reload_extension', 'add_cog', 'process_commands'],
      (name) => ({
        page: commands(`Bot.${name}`),
        await: {
          waitsFor: 'coroutine',
          mechanism: 'task',
          thing: (words) => l10n.t('{0} of {1}', name, plainArgument(words, 0)),
          suspends: 'maybe',
          because: () =>
            l10n.t(
              'It runs the extension’s own coroutines; if they wait for nothing, neither does it.',
            ),
          value: none,
          raises: ownErrors[name] ?? [],
          mistakes:
            name === 'process_commands'
              ? [
                  () =>
                    l10n.t('What a command raises does not come here: on_command_error gets it.'),
                ]
              : [],
        },
      }),
    ),
  },
  classes: [
    'discord.Client',
    'discord.TextChannel',
    'discord.Member',
    'discord.Message',
    'discord.Interaction',
    'discord.InteractionResponse',
    'discord.Webhook',
    'discord.ext.commands.Context',
    'discord.ext.commands.Cog',
    'discord.Guild',
    'discord.Role',
    'discord.Emoji',
    'discord.Invite',
    'discord.Asset',
    'discord.Attachment',
    'discord.ScheduledEvent',
    'discord.CategoryChannel',
    'discord.VoiceClient',
    'discord.VoiceState',
    'discord.Reaction',
    'discord.app_commands.CommandTree',
    'discord.ui.View',
  ],
  handlers: {
    'discord.setup': ['discord.ext.commands.Bot'],
    'discord.ext.setup': ['discord.ext.commands.Bot'],
    'discord.ext.commands.setup': ['discord.ext.commands.Bot'],
    ...ofEvents('discord.Client'),
    ...ofEvents('discord.ext.commands.Cog'),
    ...Object.fromEntries(
      [
        'Bot.command',
        'Bot.group',
        'Bot.hybrid_command',
        'Bot.hybrid_group',
        'Bot.check',
        'Bot.before_invoke',
        'Bot.after_invoke',
        'command',
        'group',
        'hybrid_command',
        'hybrid_group',
        'check',
        'Cog.cog_check',
        'Cog.cog_before_invoke',
        'Cog.cog_after_invoke',
        'Cog.cog_command_error',
      ].map((name) => [`discord.ext.commands.${name}`, ['discord.ext.commands.Context']]),
    ),
    ...Object.fromEntries(
      [
        'app_commands.command',
        'app_commands.context_menu',
        'app_commands.CommandTree.command',
        'app_commands.CommandTree.context_menu',
        'app_commands.CommandTree.error',
        'ui.button',
        'ui.select',
        'ui.View.interaction_check',
        'ui.View.on_submit',
        'ui.View.on_error',
      ].map((name) => [`discord.${name}`, ['discord.Interaction']]),
    ),
  },
  bases: {
    'discord.AutoShardedClient': 'discord.Client',
    'discord.ext.commands.Bot': 'discord.Client',
    'discord.Thread': 'discord.TextChannel',
    'discord.DMChannel': 'discord.TextChannel',
    'discord.VoiceChannel': 'discord.TextChannel',
    'discord.User': 'discord.Member',
    'discord.ClientUser': 'discord.Member',
    'discord.PartialMessage': 'discord.Message',
    'discord.InteractionMessage': 'discord.Message',
    'discord.WebhookMessage': 'discord.Message',
    'discord.StageChannel': 'discord.TextChannel',
    'discord.ForumChannel': 'discord.TextChannel',
    'discord.ui.Modal': 'discord.ui.View',
    'discord.ext.commands.Context': 'discord.abc.Messageable',
    'discord.ext.commands.GroupCog': 'discord.ext.commands.Cog',
    'discord.ext.commands.AutoShardedBot': 'discord.ext.commands.Bot',
    'discord.abc.Messageable': 'discord.TextChannel',
  },
  keepers: { 'discord.Client': 'attributes' },
  attributes: {
    'discord.Message.channel': 'discord.TextChannel',
    'discord.Message.author': 'discord.Member',
    'discord.Message.guild': 'discord.Guild',
    'discord.Member.guild': 'discord.Guild',
    'discord.Member.voice': 'discord.VoiceState',
    'discord.Member.dm_channel': 'discord.DMChannel',
    'discord.VoiceState.channel': 'discord.VoiceChannel',
    'discord.Reaction.message': 'discord.Message',
    'discord.Guild.system_channel': 'discord.TextChannel',
    'discord.Guild.voice_client': 'discord.VoiceClient',
    'discord.Interaction.guild': 'discord.Guild',
    'discord.Interaction.message': 'discord.Message',
    'discord.Interaction.response': 'discord.InteractionResponse',
    'discord.Interaction.followup': 'discord.Webhook',
    'discord.Interaction.channel': 'discord.TextChannel',
    'discord.Interaction.user': 'discord.Member',
    'discord.Interaction.client': 'discord.Client',
    'discord.ext.commands.Context.channel': 'discord.TextChannel',
    'discord.ext.commands.Context.author': 'discord.Member',
    'discord.ext.commands.Context.message': 'discord.Message',
    'discord.ext.commands.Context.guild': 'discord.Guild',
    'discord.ext.commands.Context.voice_client': 'discord.VoiceClient',
    'discord.ext.commands.Context.interaction': 'discord.Interaction',
    'discord.ext.commands.Bot.tree': 'discord.app_commands.CommandTree',
    'discord.ext.commands.Context.bot': 'discord.ext.commands.Bot',
  },
};
