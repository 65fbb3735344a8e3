import type { Block, Inline } from '../../model.ts';
import { element } from '../dom.ts';

/** A text widget. Headings of the dashboard stand below those of the page. */
export function drawText(blocks: readonly Block[]): HTMLElement {
  const box = element('div', { class: 'prose' });
  for (const { kind, parts } of blocks) {
    const inline = parts.map(drawInline);
    const name = ({ h1: 'h2', h2: 'h3', h3: 'h4', item: 'li', paragraph: 'p' } as const)[kind];
    box.append(element(name, {}, ...inline));
  }
  return box;
}

function drawInline(part: Inline): Node {
  switch (part.kind) {
    case 'bold':
      return element('strong', {}, part.text);
    case 'code':
      return element('code', {}, part.text);
    case 'link': {
      // It leads to the console of an AWS account, which has nothing of this machine.
      const link = element('a', { href: part.href, title: 'Leads to the AWS console, once deployed' }, part.text);
      link.rel = 'noreferrer noopener';
      link.target = '_blank';
      return link;
    }
    case 'text':
      return document.createTextNode(part.text);
  }
}
