// A PDF for letters that Helvetica lacks: the browser draws each page, so that it shapes them and lets them run from
// right to left; the page stands in the file as a picture, with its text for those who search or listen
// (ISO 32000-1: 8.9.5 images, 14.9.4 replacement text).

import {el} from './dom.js';
import {PAGE, fileOf, fitted, number, wrapped} from './pdf.js';

const DOTS = 200 / 72; // of a picture, for each point
const WIDTH = 2 * Math.round(PAGE.width * DOTS / 2); // even: two dots a byte
const HEIGHT = Math.round(PAGE.height * DOTS);

const hex = text => [...`\ufeff${text}`].flatMap(letter => letter.split(''))
    .map(unit => unit.charCodeAt(0).toString(16).padStart(4, '0')).join('');

async function deflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function canvas(width, height) {
  const context = el('canvas', {width: String(width), height: String(height)})
      .getContext('2d', {willReadFrequently: true});
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.fillStyle = 'black';
  return context;
}

/** Whether what is drawn can be read back: browsers that fear for their users' privacy give noise instead. */
export function canDraw() {
  const context = canvas(16, 2);
  context.fillRect(0, 0, 8, 2);
  const {data} = context.getImageData(0, 0, 16, 2);
  return 'CompressionStream' in globalThis && data.every((value, i) =>
    value === (i % 4 === 3 || Math.floor(i / 4) % 16 >= 8 ? 255 : 0));
}

/** Drawn as a Pdf is, in points from the corner at which a line begins. */
export class DrawnPdf {
  #pages = [];
  #code;
  #mirrored;
  #family = getComputedStyle(document.body).fontFamily;

  /** @param voice of say.js: its code and direction */
  constructor({code, direction}) {
    this.#code = code;
    this.#mirrored = direction === 'rtl';
    this.next();
  }

  next() {
    const context = canvas(WIDTH, HEIGHT);
    context.direction = this.#mirrored ? 'rtl' : 'ltr';
    this.#pages.push({context, texts: []});
    return this;
  }

  get #page() {
    return this.#pages.at(-1);
  }

  #face(size, font) {
    return [font === 'bold' ? 'bold' : 'normal', `${size * DOTS}px`, this.#family].join(' ');
  }

  #width(text, size, font) {
    const {context} = this.#page;
    context.font = this.#face(size, font);
    return context.measureText(text).width / DOTS;
  }

  #across(x) {
    return (this.#mirrored ? PAGE.width - x : x) * DOTS;
  }

  #write(place, size, text, font, align) {
    const {context, texts} = this.#page;
    context.font = this.#face(size, font);
    context.textAlign = align;
    context.fillText(text, this.#across(place.x), (PAGE.height - place.y) * DOTS);
    texts.push(text);
    return this;
  }

  text(x, y, size, text, font = 'plain') {
    return this.#write({x, y}, size, text, font, 'start');
  }

  right(x, y, size, text, font = 'plain') {
    return this.#write({x, y}, size, text, font, 'end');
  }

  paragraph(x, y, {size, width}, text) {
    const step = size * 1.5;
    const lines = this.wrapped(text, width, size);
    lines.forEach((line, i) => this.text(x, y - i * step, size, line));
    return y - lines.length * step;
  }

  wrapped(text, width, size, font = 'plain') {
    return wrapped(text, word => this.#width(word, size, font) <= width);
  }

  fitted(text, size, width) {
    return fitted(text, word => this.#width(word, size, 'plain') <= width);
  }

  box(x, y, width, height, grey = 0) {
    const {context} = this.#page;
    context.fillStyle = `rgb(${grey * 100}% ${grey * 100}% ${grey * 100}%)`;
    context.fillRect(this.#across(this.#mirrored ? x + width : x), (PAGE.height - y - height) * DOTS, width * DOTS,
        height * DOTS);
    context.fillStyle = 'black';
    return this;
  }

  rule(x, y, width) {
    return this.box(x, y, width, 0.5);
  }

  /** The whole of it. */
  async file() {
    const first = 3; // the first page's object; each page has its content and its picture after it
    const kids = this.#pages.map((_, i) => `${first + 3 * i} 0 R`).join(' ');
    const objects = [
      `<< /Type /Catalog /Pages 2 0 R /Lang (${this.#code}) >>`,
      `<< /Type /Pages /Kids [${kids}] /Count ${this.#pages.length} >>`,
    ];
    for (const [i, {context, texts}] of this.#pages.entries()) {
      const at = first + 3 * i;
      const picture = await deflated(packed(context.getImageData(0, 0, WIDTH, HEIGHT).data));
      const content = `/Span << /Lang (${this.#code}) /ActualText <${hex(texts.join('\n'))}> >> BDC\n`
          + `q ${number(PAGE.width)} 0 0 ${number(PAGE.height)} 0 0 cm /P Do Q\nEMC`;
      objects.push(
          `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents ${at + 1} 0 R `
              + `/Resources << /XObject << /P ${at + 2} 0 R >> >> >>`,
          `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
          [`<< /Type /XObject /Subtype /Image /Width ${WIDTH} /Height ${HEIGHT} /ColorSpace /DeviceGray `
              + `/BitsPerComponent 4 /Filter /FlateDecode /Length ${picture.length} >>\nstream\n`, picture,
          '\nendstream']);
    }
    return fileOf(objects);
  }
}

/** Of each dot's four bytes the first alone, half of it: sixteen greys. */
function packed(dots) {
  const bytes = new Uint8Array(dots.length / 8);
  for (let i = 0; i < bytes.length; i += 1) {
    bytes[i] = dots[8 * i] & 0xf0 | dots[8 * i + 4] >> 4;
  }
  return bytes;
}
