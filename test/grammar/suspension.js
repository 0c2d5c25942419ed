// SYNTAX TEST "source.js" "Suspension keywords of JavaScript have a scope of their own"

export default await import('x');
//             ^^^^^ keyword.control.flow.suspension.await.js
class A { static { run(async () => await b); } async *m() { for await (const x of `${await c}`) yield x; } }
//                                 ^^^^^ keyword.control.flow.suspension.await.js
//                                                              ^^^^^ keyword.control.flow.suspension.await.js
//                                                                                   ^^^^^ keyword.control.flow.suspension.await.js
//                                                                                              ^^^^^ - keyword.control.flow.suspension
