/**
 * Three HTTP fetches that overlap: all start at T=0, wait together, and resume as replies come in.
 * Look at: `fetch` waits for the response's headers, `response.text()` for its body.
 */

const urls = ['https://example.com/', 'https://example.org/', 'https://example.net/'];

async function fetchPage(url: string): Promise<string> {
  console.log(`start ${url}`);
  const response = await fetch(url);
  const text = await response.text();
  console.log(`done ${url}`);
  return text;
}

async function main(): Promise<void> {
  const pages = await Promise.all(urls.map((url) => fetchPage(url)));
  console.log(`${pages.length} pages`);
}

main();

export {};
