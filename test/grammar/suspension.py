# SYNTAX TEST "source.python" "Suspension keywords of Python have a scope of their own"

async def f():
# <----- - keyword.control.flow.suspension
    value = await g()
#           ^^^^^ keyword.control.flow.suspension.await.python
    async with a as b, c:
#   ^^^^^ keyword.control.flow.suspension.async.python
#         ^^^^ keyword.control.flow.suspension.with.python
    async   for x in y: pass
#   ^^^^^ keyword.control.flow.suspension.async.python
#        ^^^ - keyword
#           ^^^ keyword.control.flow.suspension.for.python
    items = [i async for i in g() if await i]
#              ^^^^^ keyword.control.flow.suspension.async.python
#                    ^^^ keyword.control.flow.suspension.for.python
#                                    ^^^^^ keyword.control.flow.suspension.await.python
    for plain in y: pass
#   ^^^ - keyword.control.flow.suspension
    with plain: pass
#   ^^^^ - keyword.control.flow.suspension
    call(x=await y, **await z)
#          ^^^^^ keyword.control.flow.suspension.await.python
#                     ^^^^^ keyword.control.flow.suspension.await.python

# Not in text, but in the code inside of text.
    "await x"; 'async for'; """await"""
#    ^^^^^ string.quoted.docstring.single.python - keyword
#               ^^^^^^^^^ string.quoted.single.python - keyword
#                              ^^^^^ string.quoted.multi.python - keyword
    # await x
#     ^^^^^ comment.line.number-sign.python - keyword
    print(f"await {await x} {y:{await w}} {f'await {await v}'} await")
#           ^^^^^ string.quoted.single.python - keyword
#                  ^^^^^ keyword.control.flow.suspension.await.python
#                               ^^^^^ keyword.control.flow.suspension.await.python
#                                            ^^^^^ string.quoted.single.python - keyword
#                                                   ^^^^^ keyword.control.flow.suspension.await.python
#                                                              ^^^^^ string.quoted.single.python - keyword
    f"{x}await {{await \nawait {(await y)!r:>10} {[i async for i in z]}"
#        ^^^^^ - keyword.control.flow.suspension
#                ^^^^^ - keyword.control.flow.suspension
#                        ^^^^^ - keyword.control.flow.suspension
#                                ^^^^^ keyword.control.flow.suspension.await.python
#                                                    ^^^^^ keyword.control.flow.suspension.async.python
    f"""
await {await x}
# <----- - keyword.control.flow.suspension
#      ^^^^^ keyword.control.flow.suspension.await.python
    await {{await }}
#   ^^^^^ - keyword.control.flow.suspension
#           ^^^^^ - keyword.control.flow.suspension
    """

# Not as a part of another name.
    awaiting = obj.await_ + my_await + obj.await
#   ^^^^^^^^ - keyword
#                  ^^^^^^ - keyword
#                            ^^^^^^^^ - keyword
#                                          ^^^^^ - keyword.control.flow.suspension
