type Child = Node | string | undefined;

interface Attributes {
  readonly class?: string | undefined;
  readonly title?: string | undefined;
  readonly href?: string | undefined;
}

/** Makes an element. Texts stay texts: nothing on this page is ever parsed as HTML. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** @throws Error when the page has no such element */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element #${id}.`);
  return found;
}

export async function getJson<T>(path: string): Promise<T> {
  const answer = await fetch(`/api/${path}`);
  const body = (await answer.json()) as T & { readonly message?: string };
  if (!answer.ok) throw new Error(body.message ?? `The server answers ${answer.status}.`);
  return body;
}
