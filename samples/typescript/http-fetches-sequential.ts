/**
 * The same three HTTP fetches, one after the other: the sum of the waits instead of the longest.
 * Look at: the second request is not even sent before the first page is there.
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
  const pages: string[] = [];
  for (const url of urls) {
    pages.push(await fetchPage(url));
  }
  console.log(`${pages.length} pages`);
}

main();

export {};
