// A PDF, written here because its text must not reach a server: Helvetica, rectangles, nothing else
// (ISO 32000-1: 7.5 file structure, 8 graphics, 9 text).

import {el} from './dom.js';

/** Fits both A4 and US Letter. Points, from the lower left corner. */
export const PAGE = Object.freeze({width: 595, height: 792});

const FONTS = {plain: 'F1', bold: 'F2'};

const BEYOND = {'’': 0x92, '“': 0x93, '”': 0x94, '–': 0x96, '…': 0x85, 'œ': 0x9c, 'Œ': 0x8c};

/** Whether the font has every letter of a text. */
export const isWritable = text => [...text].every(letter => letter in BEYOND || letter.codePointAt(0) < 256);

/** A string of WinAnsi characters; what the font lacks becomes a question mark. */
function literal(text) {
  return `(${[...text].map(character => {
    const code = BEYOND[character] ?? character.codePointAt(0);
    if (code < 32 || code > 255 || code === 127) {
      return '?';
    }
    return code > 126 || '()\\'.includes(character) ? `\\${code.toString(8).padStart(3, '0')}` : character;
  }).join('')})`;
}

/** Widths of Helvetica from the space to the tilde, in thousandths of its size, as its makers publish them. */
const WIDTHS = ('278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556'
    + ' 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667'
    + ' 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556'
    + ' 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584').split(' ').map(Number);
const WIDEST = 1_000; // of what stands in no table
const BOLD = 1.09; // no letter of the bold face is wider by more, as one line is

/** How wide a text is; an accent makes no letter wider. */
export function widthOf(text, size, font) {
  const plain = [...text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')];
  const sum = plain.reduce((all, letter) => all + (WIDTHS[letter.codePointAt(0) - 32] ?? WIDEST), 0);
  return sum * size / 1_000 * (font === 'bold' ? BOLD : 1);
}

/** The text, or as much of its beginning as that width has room for. */
export function fitted(text, size, width) {
  if (widthOf(text, size) <= width) {
    return text;
  }
  const letters = [...text];
  while (letters.length > 0 && widthOf(`${letters.join('')}…`, size) > width) {
    letters.pop();
  }
  return `${letters.join('')}…`;
}

/** The lines of a text that fit into a width. */
export function wrapped(text, width, size, font = 'plain') {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
    if (lines.at(-1) === '' || widthOf(longer, size, font) <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** Offers it as a file. A link with 'download' is a download and no navigation: the page's policy has no say. */
export function offer(bytes) {
  const address = URL.createObjectURL(new Blob([bytes], {type: 'application/pdf'}));
  el('a', {href: address, download: 'page.pdf'}).click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}

const number = value => String(Math.round(value * 1_000) / 1_000);

export class Pdf {
  #pages = [[]];

  get #drawn() {
    return this.#pages.at(-1);
  }

  /** Goes on on another page. */
  next() {
    this.#pages.push([]);
    return this;
  }

  get pages() {
    return this.#pages.length;
  }

  /** Text whose first letter stands at x, y. */
  text(x, y, size, text, font = 'plain') {
    this.#drawn.push(`BT /${FONTS[font]} ${number(size)} Tf ${number(x)} ${number(y)} Td ${literal(text)} Tj ET`);
    return this;
  }

  /** Text whose last letter ends at x. */
  right(x, y, size, text, font = 'plain') {
    return this.text(x - widthOf(text, size), y, size, text, font);
  }

  /** Text in lines of that width at most; gives the height at which the next line stands. */
  paragraph(x, y, {size, width}, text) {
    const lines = [];
    for (const word of text.split(' ')) {
      const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
      if (lines.length > 0 && widthOf(longer, size) <= width) {
        lines[lines.length - 1] = longer;
      } else {
        lines.push(word);
      }
    }
    const step = size * 1.3;
    lines.forEach((line, i) => this.text(x, y - i * step, size, line));
    return y - lines.length * step;
  }

  /** A rectangle, black or of that grey: 0 black, 1 white. */
  box(x, y, width, height, grey = 0) {
    const shape = `${number(x)} ${number(y)} ${number(width)} ${number(height)} re f`;
    this.#drawn.push(grey === 0 ? shape : `${number(grey)} g ${shape} 0 g`);
    return this;
  }

  /** A thin line across. */
  rule(x, y, width) {
    this.#drawn.push(`0.5 w ${number(x)} ${number(y)} m ${number(x + width)} ${number(y)} l S`);
    return this;
  }

  /** The file's bytes; all of it is ASCII. */
  bytes() {
    const font = name => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
    const first = 5; // the first page's object; each page has its content after it
    const kids = this.#pages.map((_, i) => `${first + 2 * i} 0 R`).join(' ');
    const objects = [
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Kids [${kids}] /Count ${this.#pages.length} >>`,
      font('Helvetica'),
      font('Helvetica-Bold'),
      ...this.#pages.flatMap((drawn, i) => {
        const content = drawn.join('\n');
        return [
          `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] `
              + `/Contents ${first + 2 * i + 1} 0 R `
              + '/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>',
          `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
        ];
      }),
    ];
    let file = '%PDF-1.4\n';
    const places = objects.map((object, i) => {
      const at = file.length;
      file += `${i + 1} 0 obj\n${object}\nendobj\n`;
      return at;
    });
    const table = file.length;
    file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
    file += places.map(at => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
    file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
    return new TextEncoder().encode(file);
  }
}
