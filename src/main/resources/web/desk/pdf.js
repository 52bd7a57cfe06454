// A PDF of one page, written here because its text must not reach a server: Helvetica, rectangles, nothing else
// (ISO 32000-1: 7.5 file structure, 8 graphics, 9 text).

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

/** Widths of Helvetica's letters from the space on, in thousandths of the size. */
const WIDTHS = [278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556,
  833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260,
  334, 584];
const WIDE = 1_000;

/** How wide a text of that size is; a letter with an accent is as wide as without. */
export function widthOf(text, size) {
  const wide = [...text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')]
      .reduce((sum, letter) => sum + (WIDTHS[letter.codePointAt(0) - 32] ?? WIDE), 0);
  return wide * size / 1_000;
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

const number = value => String(Math.round(value * 1_000) / 1_000);

export class Pdf {
  #drawn = [];

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
    const content = this.#drawn.join('\n');
    const font = name => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
    const objects = [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents 4 0 R `
          + '/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      font('Helvetica'),
      font('Helvetica-Bold'),
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
