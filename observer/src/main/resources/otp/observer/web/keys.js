// The keyboard and the mouse in one tree, as the ARIA practices have it.

export function listen(view, onSelect) {
  const { tree } = view;

  const go = (element) => {
    if (element !== undefined && element !== null) {
      view.activate(element);
      element.focus();
    }
  };
  const choose = (item) => {
    if (item.moreOf !== undefined) {
      view.more(item.moreOf);
    } else {
      onSelect(view.nodeOf(item));
    }
  };

  tree.addEventListener("keydown", (event) => {
    const item = event.target.closest('[role="treeitem"]');
    if (item === null || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const items = () => [...tree.querySelectorAll('[role="treeitem"]')].filter((each) => each.checkVisibility());
    const node = view.nodeOf(item);
    const open = item.getAttribute("aria-expanded");
    const actions = {
      ArrowDown: () => go(items()[items().indexOf(item) + 1]),
      ArrowUp: () => go(items()[items().indexOf(item) - 1]),
      Home: () => go(items()[0]),
      End: () => go(items().at(-1)),
      ArrowRight: () => open === "false" ? view.fold(node, false) : go(item.querySelector('[role="group"] > [role="treeitem"]')),
      ArrowLeft: () => open === "true" && view.filter === null ? view.fold(node, true) : go(item.parentElement.closest('[role="treeitem"]')),
      Enter: () => choose(item),
      " ": () => choose(item),
    };
    const action = actions[event.key];
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  });

  tree.addEventListener("click", (event) => {
    const item = event.target.closest('[role="treeitem"]');
    if (item === null) {
      return;
    }
    go(item);
    if (event.target.closest(".toggle") !== null && item.hasAttribute("aria-expanded")) {
      view.fold(view.nodeOf(item), item.getAttribute("aria-expanded") === "true");
    } else {
      choose(item);
    }
  });
}
