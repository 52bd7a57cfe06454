// QR codes, drawn as one path, and read. Both by a library (web/vendor, decision 037) that is loaded when it is needed.

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 4; // modules of white around, as the standard asks
const MASKS = [0, 1, 2, 3, 4, 5, 6, 7];

/**
 * The modules, rows of true (dark) and false. Capitals, digits and " $%*+-./:" make a smaller code. Of the masks that
 * the standard has, the first by which our own reader finds the text again: with the usual one it misses 3 in 1,000.
 */
export async function modulesOf(text) {
  const {encodeQR} = await import('../vendor/qr/index.js');
  const read = await reader();
  const encoding = /^[0-9A-Z $%*+\-./:]*$/.test(text) ? 'alphanumeric' : 'byte';
  const drawn = mask => encodeQR(text, 'raw', {ecc: 'medium', encoding, border: 0, mask});
  const usual = drawn(undefined);
  if (read(pictureOf(usual)) === text) {
    return usual;
  }
  return MASKS.map(drawn).find(modules => read(pictureOf(modules)) === text) ?? usual;
}

/** A picture of the modules as a camera could take it, for the reader. */
export function pictureOf(modules, scale = 5) {
  const size = (modules.length + 2 * MARGIN) * scale;
  const data = new Uint8ClampedArray(4 * size * size).fill(255);
  for (const [x, y, width] of runsOf(modules)) {
    for (let line = (y + MARGIN) * scale; line < (y + MARGIN + 1) * scale; line += 1) {
      const from = line * size + (x + MARGIN) * scale;
      data.fill(0, 4 * from, 4 * (from + width * scale)); // black, and clear: the reader looks at colours alone
    }
  }
  return {width: size, height: size, data};
}

/** What reads the text of a code in a picture, {width, height, data} with four bytes a pixel; null where none is. */
export async function reader() {
  const {decodeQR} = await import('../vendor/qr/decode.js');
  return picture => {
    try {
      return decodeQR(picture);
    } catch {
      return null;
    }
  };
}

/** Runs of dark modules: [column, row, width]. */
export function runsOf(modules) {
  const runs = [];
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (row[x]) {
        const from = x;
        while (row[x + 1]) {
          x += 1;
        }
        runs.push([from, y, x - from + 1]);
      }
    }
  });
  return runs;
}

/** A drawing of it, black on white in every colour scheme. */
export async function drawQr(text, label) {
  const modules = await modulesOf(text);
  const size = modules.length + 2 * MARGIN;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('class', 'qr');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  const ground = document.createElementNS(SVG, 'rect');
  ground.setAttribute('width', String(size));
  ground.setAttribute('height', String(size));
  ground.setAttribute('fill', '#fff');
  const path = document.createElementNS(SVG, 'path');
  const runs = runsOf(modules).map(([x, y, width]) => `M${x + MARGIN} ${y + MARGIN}h${width}v1h-${width}z`);
  path.setAttribute('d', runs.join(''));
  path.setAttribute('fill', '#000');
  svg.append(ground, path);
  return svg;
}
