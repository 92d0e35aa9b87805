// Changes the page in place: what is there already stays the same element, so that focus, selection and folding survive. Whatever
// comes from outside is set as text, never as HTML.

export function made(template) {
  return document.getElementById(template).content.firstElementChild.cloneNode(true);
}

export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function setAttribute(element, name, value) {
  if (value === null) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

/** Makes these the children of an element, in this order. Those that stay are not touched. */
export function arrange(parent, elements) {
  const wanted = new Set(elements);
  for (const element of [...parent.children]) {
    if (!wanted.has(element)) {
      element.remove();
    }
  }
  let place = parent.firstElementChild;
  for (const element of elements) {
    if (element === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(element, place);
    }
  }
}

/** Makes the children of an element those of the data, by key. */
export function reconcile(parent, data, keyOf, make, update) {
  const present = new Map([...parent.children].map((element) => [element.dataset.key, element]));
  arrange(parent, data.map((each) => {
    const key = keyOf(each);
    const element = present.get(key) ?? make();
    element.dataset.key = key;
    update(element, each);
    return element;
  }));
}
