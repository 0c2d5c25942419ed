import fc from 'fast-check';

/*
 * Random small asyncio programs: coroutines that print, sleep, give way, take locks, semaphores, conditions and barriers,
 * pass items through queues of each kind, set events and context variables, schedule callbacks, complete futures, spawn
 * (eagerly in some), gather, wait, shield, cancel, uncancel and time out. Every sleep has its own length (a multiple of a
 * prime step), so that a real clock gives one order only; what is compared is the order itself. Sets of tasks, whose order
 * depends on addresses, are not iterated over.
 */

/** A statement of a coroutine's body, as lines of source. */
type Lines = readonly string[];

const indent = (lines: Lines): Lines => lines.map((line) => `    ${line}`);

/**
 * Replaces each `NAP` by a sleep of its own length, and each `MARK` by a text of its own. The lengths are no arithmetic
 * series: where 80 + 1830 ms were 920 + 990 ms, it would depend on nanoseconds which of the two ends first.
 */
function number(source: string): string {
  let naps = 0;
  let marks = 0;
  return source
    .replace(/NAP/g, () => `${(700 * ++naps + 100 + naps ** 2) / 10_000}`)
    .replace(/MARK/g, () => `m${++marks}`);
}

const mark: fc.Arbitrary<Lines> = fc.constant(['say(name, "MARK")']);

const leaf: fc.Arbitrary<Lines> = fc.oneof(
  mark,
  fc.constant(['await asyncio.sleep(NAP)', 'say(name, "MARK")']),
  fc.constant(['await asyncio.sleep(0)', 'say(name, "MARK")']),
  fc.constant(['await queue.put("MARK")']),
  fc.constant(['say(name, "got", await asyncio.wait_for(queue.get(), NAP))']),
  fc.constant(['ranked.put_nowait((len(name), "MARK"))']),
  fc.constant(['say(name, "ranked", await ranked.get())']),
  fc.constant(['stack.put_nowait("MARK")', 'say(name, stack.qsize())']),
  fc.constant(['say(name, "stacked", await asyncio.wait_for(stack.get(), NAP))']),
  fc.constant(['queue.task_done()']),
  fc.constant(['await asyncio.wait_for(queue.join(), NAP)', 'say(name, "joined")']),
  fc.constant(['async with condition:', '    condition.notify()', '    say(name, "MARK")']),
  fc.constant(['async with condition:', '    condition.notify_all()']),
  fc.constant([
    'async with condition:',
    '    say(name, await asyncio.wait_for(condition.wait(), NAP))',
  ]),
  fc.constant([
    'async with condition:',
    '    await condition.wait_for(lambda: event.is_set())',
    '    say(name, "MARK")',
  ]),
  fc.constant(['say(name, "barrier", await asyncio.wait_for(barrier.wait(), NAP))']),
  fc.constant(['await barrier.abort()', 'await barrier.reset()']),
  fc.constant(['variable.set("MARK")', 'say(name, variable.get())']),
  fc.constant([
    'token = variable.set("MARK")',
    'await asyncio.sleep(0)',
    'say(name, variable.get())',
    'variable.reset(token)',
    'say(name, variable.get())',
  ]),
  fc.constant(['loop().call_soon(lambda: say(name, variable.get()))']),
  fc.constant([
    'handle = loop().call_later(NAP, say, name, "never MARK")',
    'await asyncio.sleep(0)',
    'handle.cancel()',
  ]),
  fc.constant([
    'others[0].add_done_callback(lambda task: say(name, "done MARK", task.cancelled()))',
  ]),
  fc.constant(['if not promise.done():', '    promise.set_result("MARK")']),
  fc.constant([
    'promise.add_done_callback(lambda done: say(name, "promised MARK", done.cancelled()))',
  ]),
  fc.constant(['say(name, "promise", await asyncio.shield(promise))']),
  fc.constant(['say(name, await asyncio.wait_for(asyncio.shield(others[0]), NAP))']),
  fc.constant(['asyncio.current_task().cancel("MARK")', 'say(name, "MARK")']),
  fc.constant(['say(name, asyncio.current_task().cancelling(), len(asyncio.all_tasks()))']),
  fc.constant([
    'try:',
    '    await asyncio.sleep(NAP)',
    'except asyncio.CancelledError:',
    '    say(name, "uncancel", asyncio.current_task().uncancel())',
    '    await asyncio.sleep(0)',
  ]),
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
    fc
      .tuple(tie('body'), fc.constantFrom('FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'))
      .map(([body, when]) => [
        'async def raced(name):',
        ...indent(body),
        'racers = [asyncio.create_task(raced(name + side)) for side in "12"]',
        `done, pending = await asyncio.wait(racers, return_when=asyncio.${when})`,
        'say(name, len(done), len(pending))',
        'for racer in racers:',
        '    racer.cancel()',
        'say(name, [type(e).__name__ for e in await asyncio.gather(*racers, return_exceptions=True)])',
      ]),
    tie('body').map((body) => [
      'async def part(name):',
      ...indent(body),
      'try:',
      '    parts = [asyncio.create_task(part(name + side)) for side in "pq"]',
      '    for next_one in asyncio.as_completed(parts, timeout=NAP):',
      '        say(name, "completed", await next_one)',
      'except Exception as error:',
      '    say(name, type(error).__name__)',
    ]),
    tie('body').map((body) => [
      'async def limited(name):',
      ...indent(body),
      'try:',
      '    say(name, await asyncio.wait_for(limited(name + "t"), NAP))',
      'except Exception as error:',
      '    say(name, type(error).__name__)',
    ]),
    fc
      .tuple(tie('body'), tie('body'))
      .map(([first, second]) => [
        'async def member(name):',
        ...indent(first),
        'try:',
        '    async with asyncio.TaskGroup() as group:',
        '        members = [group.create_task(member(name + side)) for side in "ab"]',
        ...indent(indent(second)),
        'except* Exception as error:',
        '    say(name, [type(e).__name__ for e in error.exceptions])',
        'say(name, [m.cancelled() for m in members])',
      ]),
    tie('body').map((body) => [
      'async def failing(name):',
      ...indent(body),
      'both = asyncio.gather(failing(name + "f"), asyncio.sleep(NAP, "MARK"))',
      'both.add_done_callback(lambda done: say(name, "gathered MARK", done.cancelled()))',
      'try:',
      '    say(name, await both)',
      'except Exception as error:',
      '    say(name, type(error).__name__)',
    ]),
    tie('body').map((body) => [
      '@contextlib.asynccontextmanager',
      'async def managed(name):',
      '    say(name, "enter MARK")',
      '    try:',
      ...indent(indent(body)),
      '        yield name',
      '    finally:',
      '        await asyncio.sleep(0)',
      '        say(name, "exit MARK")',
      'async with managed(name + "m") as inside:',
      '    say(inside, "MARK")',
      '    await asyncio.sleep(0)',
    ]),
    tie('body').map((body) => [
      'async def counted(name):',
      '    try:',
      '        for step in range(3):',
      '            sent = yield step',
      '            say(name, "sent", sent)',
      ...indent(indent(body)),
      '    except ValueError as error:',
      '        say(name, "thrown", error)',
      '        yield "MARK"',
      '    finally:',
      '        say(name, "closed MARK")',
      'source = counted(name + "n")',
      'try:',
      '    say(name, await anext(source), await source.asend("MARK"))',
      '    say(name, await source.athrow(ValueError("MARK")))',
      'except StopAsyncIteration:',
      '    say(name, "exhausted")',
      'finally:',
      '    await source.aclose()',
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
  .tuple(fc.array(statement, { minLength: 2, maxLength: 3 }), fc.boolean(), fc.nat({ max: 9 }))
  .map(([bodies, group, kind]) => {
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
          '        print(others.index(task), len(done), task.cancelled())',
        ];
    return number(
      [
        'import asyncio',
        'import contextlib',
        'import contextvars',
        '',
        'others = []',
        'lock = asyncio.Lock()',
        'semaphore = asyncio.Semaphore(2)',
        'event = asyncio.Event()',
        'queue = asyncio.Queue(2)',
        'ranked = asyncio.PriorityQueue()',
        'stack = asyncio.LifoQueue()',
        'condition = asyncio.Condition()',
        'barrier = asyncio.Barrier(2)',
        'variable = contextvars.ContextVar("variable", default="unset")',
        'loop = asyncio.get_running_loop',
        '',
        '',
        'def say(*words):',
        '    print(*words)',
        '',
        '',
        ...workers,
        'async def main():',
        '    global promise',
        '    promise = loop().create_future()',
        // One program in ten starts its tasks eagerly.
        ...(kind === 0 ? ['    loop().set_task_factory(asyncio.eager_task_factory)'] : []),
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
