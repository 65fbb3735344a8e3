import { element } from '../dom.ts';

/** Drawn here, for products whose picture is not to be had: their initials on a colour of their own. */
export function drawPicture(name: string, address: string | undefined): HTMLElement {
  const placeholder = drawPlaceholder(name);
  if (address === undefined) return placeholder;
  const image = element('img', { class: 'picture' });
  image.alt = name;
  image.loading = 'lazy';
  image.referrerPolicy = 'no-referrer';
  image.addEventListener('error', () => image.replaceWith(placeholder));
  image.src = address;
  return image;
}

function drawPlaceholder(name: string): HTMLElement {
  const box = element('div', { class: 'picture placeholder', title: 'A simulated shop has no pictures' });
  const initials = name
    .split(/\s+/)
    .slice(0, 3)
    .map((word) => word[0]?.toUpperCase() ?? '');
  let hue = 7;
  for (const letter of name) hue = (hue * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  box.style.setProperty('--hue', String(hue));
  box.append(element('span', {}, initials.join('')));
  return box;
}
