// SYNTAX TEST "source.js.jsx" "Suspension keywords of JSX in JavaScript have a scope of their own"

const Page = async () => <p>await {await text()}</p>;
//                          ^^^^^ - keyword
//                                 ^^^^^ keyword.control.flow.suspension.await.js
