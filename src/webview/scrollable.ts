/** The attributes of what scrolls, if it does: it can then be reached, and scrolled, with the keyboard. */
export function scrollable(scrolls: boolean) {
  return scrolls ? { tabIndex: 0, 'data-scrolls': '' } : {};
}
