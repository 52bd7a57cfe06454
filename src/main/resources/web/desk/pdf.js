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

const number = value => String(Math.round(value * 1_000) / 1_000);

export class Pdf {
  #drawn = [];

  /** Text whose first letter stands at x, y. */
  text(x, y, size, text, font = 'plain') {
    this.#drawn.push(`BT /${FONTS[font]} ${number(size)} Tf ${number(x)} ${number(y)} Td ${literal(text)} Tj ET`);
    return this;
  }

  /** A black rectangle. */
  box(x, y, width, height) {
    this.#drawn.push(`${number(x)} ${number(y)} ${number(width)} ${number(height)} re f`);
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
