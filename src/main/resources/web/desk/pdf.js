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

/** The text, or as much of its beginning as there is room for. */
export function fitted(text, fits) {
  if (fits(text)) {
    return text;
  }
  const letters = [...text];
  while (letters.length > 0 && !fits(`${letters.join('')}…`)) {
    letters.pop();
  }
  return `${letters.join('')}…`;
}

/** The lines of a text that fit. */
export function wrapped(text, fits) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
    if (lines.at(-1) === '' || fits(longer)) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** Offers it as a file. A link with 'download' is a download and no navigation: the page's policy has no say. */
export function offer(file, name = 'page.pdf') {
  const address = URL.createObjectURL(file);
  el('a', {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}

/** The file of these objects, each a text or a list of texts and bytes; the first is the catalogue. */
export function fileOf(objects) {
  const parts = [];
  let at = 0;
  const add = part => {
    const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : part;
    parts.push(bytes);
    at += bytes.length;
  };
  add('%PDF-1.4\n');
  const places = objects.map((object, i) => {
    const place = at;
    [`${i + 1} 0 obj\n`, ...[object].flat(), '\nendobj\n'].forEach(add);
    return place;
  });
  const table = at;
  add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`);
  add(places.map(place => `${String(place).padStart(10, '0')} 00000 n \n`).join(''));
  add(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`);
  return new Blob(parts, {type: 'application/pdf'});
}

export const number = value => String(Math.round(value * 1_000) / 1_000);

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
    const step = size * 1.3;
    const lines = this.wrapped(text, width, size);
    lines.forEach((line, i) => this.text(x, y - i * step, size, line));
    return y - lines.length * step;
  }

  wrapped(text, width, size, font = 'plain') {
    return wrapped(text, word => widthOf(word, size, font) <= width);
  }

  fitted(text, size, width) {
    return fitted(text, word => widthOf(word, size) <= width);
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

  /** The whole of it; all is ASCII. */
  file() {
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
    return fileOf(objects);
  }
}
