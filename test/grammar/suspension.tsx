// SYNTAX TEST "source.tsx" "Suspension keywords in JSX are those of its code, not of its text"

async function Page() {
  return <div title="await" id={await a()}>await {await b()} <b>await {list(<i id="await">await {await c}</i>)}</b></div>;
//                   ^^^^^ string.quoted.double.tsx - keyword
//                              ^^^^^ keyword.control.flow.suspension.await.js
//                                         ^^^^^ meta.jsx.children.tsx - keyword
//                                                ^^^^^ keyword.control.flow.suspension.await.js
//                                                              ^^^^^ meta.jsx.children.tsx - keyword
//                                                                                 ^^^^^ string.quoted.double.tsx - keyword
//                                                                                        ^^^^^ meta.jsx.children.tsx - keyword
//                                                                                               ^^^^^ keyword.control.flow.suspension.await.js
}
