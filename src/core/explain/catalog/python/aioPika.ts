import * as l10n from '@vscode/l10n';
import type { Library, Raise, Text, KnownWait } from '../schema';
import {
  arrival,
  atEnd,
  connecting,
  departure,
  entersItself,
  methods,
  none,
  plainArgument,
  roundTrip,
} from '../waits';

/** Facts from aio-pika's connection.py, channel.py, queue.py, exchange.py and message.py. */

const page = (name: string) => `https://docs.aio-pika.com/apidoc.html#aio_pika.${name}`;

const answered: Text = () => l10n.t('RabbitMQ’s answer comes over the network.');
const closedHere: Raise = {
  error: 'aio_pika.exceptions.ChannelClosed',
  when: () => l10n.t('If RabbitMQ refuses it, which also closes the channel.'),
};

const request = (thing: Text, value: Text, more: Partial<KnownWait> = {}): KnownWait =>
  roundTrip(thing, value, { because: answered, raises: [closedHere], ...more });

const connects: KnownWait = request(
  () => l10n.t('a connection to RabbitMQ'),
  () => l10n.t('the connection'),
  {
    ...connecting,
    gives: 'aio_pika.Connection',
    raises: [
      {
        error: 'aio_pika.exceptions.AMQPConnectionError',
        when: () =>
          l10n.t(
            'If the connection fails; only later does one of connect_robust() reconnect by itself.',
          ),
      },
    ],
  },
);

const opens: KnownWait = request(
  () => l10n.t('the channel to be opened'),
  () => l10n.t('the channel'),
  { gives: 'aio_pika.Channel' },
);

const closes = request((call) => l10n.t('{0} to be closed', call.receiver), none, { raises: [] });
const closesAtEnd = atEnd(closes, (call) => l10n.t('at the end: closes {0}', call.receiver));

const settled: Raise = {
  error: 'aio_pika.exceptions.MessageProcessError',
  when: () => l10n.t('If the message was settled before: it can be once only.'),
};
/** Of aiormq, below; aio-pika hands it on. */
const invalid: Raise = {
  error: 'aio_pika.exceptions.ChannelInvalidStateError',
  when: () => l10n.t('If the channel is closed.'),
};

const settles = (name: string): KnownWait => ({
  ...departure((call) => l10n.t('{0} of {1} to be sent', name, call.receiver), {
    raises: [settled, invalid],
  }),
  because: () => l10n.t('RabbitMQ does not answer it: it waits only until the frame is written.'),
});

const message: KnownWait = arrival(
  (call) => l10n.t('the next message of {0}', call.receiver),
  () => l10n.t('the message'),
  {
    waitsFor: 'queue',
    gives: 'aio_pika.IncomingMessage',
    raises: [],
    because: () =>
      l10n.t('Messages that RabbitMQ has pushed already are handed out without suspending.'),
    mistakes: [
      () =>
        l10n.t(
          'Acknowledge each message, or RabbitMQ delivers it again: message.process() does it.',
        ),
    ],
  },
);

/** `get_queue(name, ensure=False)` makes the object without asking the server (channel.py). */
const unlessTrusted: Pick<KnownWait, 'suspends' | 'because'> = {
  suspends: (call) => {
    const ensure = call.argument(null, 'ensure');
    return ensure === null || ensure === 'True' ? 'always' : ensure === 'False' ? 'never' : 'maybe';
  },
  because: () => l10n.t('With ensure=False the server is not asked, and it does not suspend.'),
};

export const aioPika: Library = {
  title: 'aio-pika',
  packages: {
    pip: ['aio-pika==9.5.5'],
    apt: [
      'python3-aio-pika',
      'python3-aiormq',
      'python3-pamqp',
      'python3-yarl',
      'python3-multidict',
      'python3-idna',
    ],
  },
  entries: {
    'aio_pika.connect': { page: page('connect'), await: connects },
    'aio_pika.connect_robust': { page: page('connect_robust'), await: connects },
    'aio_pika.Connection': { page: page('Connection'), enter: entersItself, exit: closesAtEnd },
    'aio_pika.Connection.channel': {
      page: page('Connection.channel'),
      returns: 'aio_pika.Channel',
    },
    'aio_pika.Connection.close': { page: page('Connection'), await: closes },
    'aio_pika.Channel': { page: page('Channel'), await: opens, enter: opens, exit: closesAtEnd },
    'aio_pika.Channel.close': { page: page('Channel'), await: closes },
    'aio_pika.Channel.set_qos': {
      page: page('Channel'),
      await: request(() => l10n.t('RabbitMQ to set the prefetch limit'), none),
    },
    ...methods('aio_pika.Channel', ['declare_queue', 'get_queue'], (name) => ({
      page: page(`Channel.${name}`),
      await: request(
        (call) => l10n.t('queue {0} to be declared', plainArgument(call, 0, 'name')),
        () => l10n.t('the queue'),
        { gives: 'aio_pika.Queue', ...(name === 'get_queue' && unlessTrusted) },
      ),
    })),
    ...methods('aio_pika.Channel', ['declare_exchange', 'get_exchange'], (name) => ({
      page: page(`Channel.${name}`),
      await: request(
        (call) => l10n.t('exchange {0} to be declared', plainArgument(call, 0, 'name')),
        () => l10n.t('the exchange'),
        { gives: 'aio_pika.Exchange', ...(name === 'get_exchange' && unlessTrusted) },
      ),
    })),
    ...methods('aio_pika.Channel', ['queue_delete', 'exchange_delete'], () => ({
      page: page('Channel'),
      await: request(
        (call) => l10n.t('{0} to be deleted', plainArgument(call, 0)),
        () => l10n.t('the answer'),
      ),
    })),
    ...methods('aio_pika.Exchange', ['bind', 'unbind', 'delete'], (name) => ({
      page: page(`Exchange.${name}`),
      await: request(
        (call) => l10n.t('RabbitMQ’s answer to {0}.{1}', call.receiver, name),
        () => l10n.t('the answer'),
      ),
    })),
    'aio_pika.Exchange.publish': {
      page: page('Exchange.publish'),
      await: request(
        () => l10n.t('RabbitMQ to confirm the message'),
        () => l10n.t('the confirmation'),
        {
          suspends: 'maybe',
          because: () =>
            l10n.t('Without publisher confirms it waits only until the message is written.'),
          raises: [
            {
              error: 'aio_pika.exceptions.PublishError',
              when: () => l10n.t('If no queue takes the message, unless mandatory=False.'),
            },
            closedHere,
          ],
        },
      ),
    },
    ...methods(
      'aio_pika.Queue',
      ['bind', 'unbind', 'consume', 'cancel', 'purge', 'delete'],
      (name) => ({
        page: page(`Queue.${name}`),
        await: request(
          (call) => l10n.t('RabbitMQ’s answer to {0}.{1}', call.receiver, name),
          () => l10n.t('the answer'),
        ),
      }),
    ),
    'aio_pika.Queue.get': {
      page: page('Queue.get'),
      await: request(
        (call) => l10n.t('one message of {0}, if there is one', call.receiver),
        () => l10n.t('the message'),
        {
          gives: 'aio_pika.IncomingMessage',
          raises: [
            {
              error: 'aio_pika.exceptions.QueueEmpty',
              when: () => l10n.t('If the queue is empty, unless fail=False.'),
            },
          ],
        },
      ),
    },
    'aio_pika.Queue': { page: page('Queue'), next: message },
    'aio_pika.Queue.iterator': {
      page: page('Queue.iterator'),
      returns: 'aio_pika.queue.QueueIterator',
    },
    'aio_pika.queue.QueueIterator': {
      page: page('Queue.iterator'),
      next: {
        ...message,
        raises: [
          {
            error: 'TimeoutError',
            when: () => l10n.t('If iterator() was given a timeout, and it passes.'),
          },
        ],
      },
      enter: request(
        () => l10n.t('RabbitMQ to start the consumer'),
        () => l10n.t('the iterator'),
        { gives: 'self' },
      ),
      exit: atEnd(
        request(() => l10n.t('the consumer to be cancelled'), none, { raises: [] }),
        () => l10n.t('at the end: cancels the consumer'),
      ),
    },
    ...methods('aio_pika.IncomingMessage', ['ack', 'nack', 'reject'], (name) => ({
      // The reference leaves nack() out.
      page: page(name === 'nack' ? 'IncomingMessage' : `IncomingMessage.${name}`),
      await: settles(name),
    })),
    'aio_pika.IncomingMessage.process': {
      page: page('IncomingMessage.process'),
      enter: { ...entersItself, gives: 'aio_pika.IncomingMessage' },
      exit: atEnd(
        {
          ...settles('ack'),
          thing: () =>
            l10n.t('the acknowledgement to be sent, or the rejection after an exception'),
          raises: [settled, invalid],
        },
        () => l10n.t('at the end: acknowledges the message'),
      ),
    },
  },
  classes: [
    'aio_pika.Connection',
    'aio_pika.Channel',
    'aio_pika.Queue',
    'aio_pika.queue.QueueIterator',
    'aio_pika.Exchange',
    'aio_pika.IncomingMessage',
  ],
  attributes: { 'aio_pika.Channel.default_exchange': 'aio_pika.Exchange' },
  bases: {
    'aio_pika.RobustConnection': 'aio_pika.Connection',
    'aio_pika.RobustChannel': 'aio_pika.Channel',
    'aio_pika.RobustQueue': 'aio_pika.Queue',
    'aio_pika.RobustExchange': 'aio_pika.Exchange',
    'aio_pika.abc.AbstractConnection': 'aio_pika.Connection',
    'aio_pika.abc.AbstractRobustConnection': 'aio_pika.Connection',
    'aio_pika.abc.AbstractChannel': 'aio_pika.Channel',
    'aio_pika.abc.AbstractRobustChannel': 'aio_pika.Channel',
    'aio_pika.abc.AbstractQueue': 'aio_pika.Queue',
    'aio_pika.abc.AbstractExchange': 'aio_pika.Exchange',
    'aio_pika.abc.AbstractIncomingMessage': 'aio_pika.IncomingMessage',
  },
};
