/** Opens, by a key, the menu that a click on its button opens; the button has the focus back when it closes. */
export function openMenu(place: Element | null, menu: "assignee" | "priority"): void {
  const button = place?.querySelector(`[data-menu="${menu}"] button`);
  if (!(button instanceof HTMLElement)) return;
  button.focus();
  // When the key has gone its way: a menu that opens under a key on its way up closes again at once.
  setTimeout(() => button.click());
}
