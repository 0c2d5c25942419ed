// SYNTAX TEST "source.ts" "Suspension keywords of TypeScript have a scope of their own"

async function f() {
// <----- - keyword.control.flow.suspension
  const value = await g();
//              ^^^^^ keyword.control.flow.suspension.await.js
  for await (const x of y()) use(...await z);
//    ^^^^^ keyword.control.flow.suspension.await.js
//                                  ^^^^^ keyword.control.flow.suspension.await.js
  await using resource = await open();
//^^^^^ keyword.control.flow.suspension.await.js
//      ^^^^^ storage.type.ts
//                       ^^^^^ keyword.control.flow.suspension.await.js
  const other = (await x)?.y ?? (await y) ? await a : await b;
//               ^^^^^ keyword.control.flow.suspension.await.js
//                               ^^^^^ keyword.control.flow.suspension.await.js
//                                          ^^^^^ keyword.control.flow.suspension.await.js
//                                                    ^^^^^ keyword.control.flow.suspension.await.js
  if (await (ready)) { await (done); }
//    ^^^^^ keyword.control.flow.suspension.await.js
//                     ^^^^^ keyword.control.flow.suspension.await.js
}

// Not in text, but in the code inside of text.
  "await"; 'await'; /await/; /* await */ // await
// ^^^^^ string.quoted.double.ts - keyword
//          ^^^^^ string.quoted.single.ts - keyword
//                   ^^^^^ string.regexp.ts - keyword
//                              ^^^^^ comment.block.ts - keyword
//                                          ^^^^^ comment.line.double-slash.ts - keyword
  `await ${await a(`await ${await b(`await ${await c}`)}`)} await`;
// ^^^^^ string.template.ts - keyword.control.flow.suspension.await.js
//         ^^^^^ string.template.ts meta.template.expression.ts meta.embedded.line.ts keyword.control.flow.suspension.await.js
//                  ^^^^^ string.template.ts - keyword.control.flow.suspension.await.js
//                          ^^^^^ keyword.control.flow.suspension.await.js
//                                   ^^^^^ string.template.ts - keyword.control.flow.suspension.await.js
//                                           ^^^^^ keyword.control.flow.suspension.await.js
//                                                          ^^^^^ string.template.ts - keyword.control.flow.suspension.await.js

// Not as a part of another name, nor as a name.
  awaiting; $await; x.await; x?.await;
//^^^^^^^^ - keyword
//          ^^^^^^ - keyword
//                    ^^^^^ - keyword
//                              ^^^^^ - keyword
  const o = { await: 1, await() {}, b };
//            ^^^^^ - keyword.control.flow.suspension
//                      ^^^^^ - keyword.control.flow.suspension
  interface I { await?: string }
//              ^^^^^ - keyword.control.flow.suspension
