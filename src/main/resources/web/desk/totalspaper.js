// Totals for funders as words and tables, and as one sheet of paper. All of it is made of what the server shows, which
// is the same for everybody; null stands for what is not shown.

import {categoryName} from './callend.js';
import {DrawnPdf, canDraw} from './drawnpdf.js';
import {PAGE, Pdf, isWritable} from './pdf.js';
import {sayMonth} from './plandays.js';
import {code, direction, say, told, writing} from './say.js';

const NOT_SAID = '*';
const KIND = 'kind';
const TITLES = {
  [KIND]: say('What calls were about'), length: say('How long calls took'), missed: say('Callers whom nobody took'),
};
const NAMES = {
  length: {
    'under-5': say('Under 5 minutes'), '5-15': say('5 to 15 minutes'), '15-60': say('15 to 60 minutes'),
    'over-60': say('An hour or longer'),
  },
  missed: {missed: say('Nobody took the call')},
};
export const ALL = say('All');
export const HIDDEN = say('not shown');

const figures = new Intl.NumberFormat(writing);
export const sayCount = count => count === null ? '—' : figures.format(count);

const nameOf = (table, column) => column === NOT_SAID ? say('Not said')
  : NAMES[table]?.[column] ?? categoryName(column);

/** Which months these are, and how true a number is. */
export function sayPeriod({months, ways}) {
  if (months.length === 1) {
    return sayMonth(months[0]);
  }
  const span = {from: sayMonth(months[0]), until: sayMonth(months.at(-1))};
  return ways.includes('NOISE') ? say('{from} to {until}: about so many', span)
    : say('{from} to {until}: at least so many', span);
}

/**
 * Each table, turned: a line for each thing that is counted, a column for each programme. [{title, heads, bars, lines:
 * [{name, counts, sum}]}]; where there is one programme the sum says it all, and 'heads' is empty.
 */
export function tablesOf({tables}) {
  return tables.map(({name, columns, rows, all}) => {
    const several = rows.length > 1;
    const countsAt = i => several ? rows.map(row => row.counts[i]) : [];
    const line = (label, i) => ({name: label, counts: countsAt(i), sum: all.counts[i]});
    const lines = columns.map((column, i) => line(nameOf(name, column), i));
    return {
      title: TITLES[name] ?? name,
      heads: several ? rows.map(({programme}) => programme) : [],
      lines: lines.length > 1 ? [...lines, line(ALL, columns.length)] : lines,
      bars: lines.map(({sum}) => sum),
    };
  });
}

const LEFT = 48;
const RIGHT = PAGE.width - LEFT;
const [SIZE, SMALL] = [9, 8];
const [STEP, NARROW, MANY_LINES] = [15, 12, 16];
const [NAME_ROOM, COUNT_ROOM, MOST_HEADS] = [150, 56, 4];
const GREY = 0.45;

/** Whether the PDF's own font has all letters. */
const isPlain = totals => isWritable(JSON.stringify(
    [sayPeriod(totals), tablesOf(totals), totals.method.map(told), HIDDEN]).replaceAll('—', '-'));

/** Whether it can be had as a PDF here; else the page is printed. */
export const isPaperWritable = totals => isPlain(totals) || canDraw();

/** One table with a bar for each number; gives the height below it. */
function draw(pdf, {y: top, step}, {title, heads, lines, bars}) {
  const shown = heads.length <= MOST_HEADS ? heads : [];
  const rightOf = place => LEFT + NAME_ROOM + (place + 1) * COUNT_ROOM;
  const most = Math.max(1, ...bars.map(count => count ?? 0));
  const from = rightOf(shown.length) + 14;
  const head = [...shown, ALL];
  let y = top;
  pdf.text(LEFT, y, 11, title, 'bold');
  y -= step;
  head.forEach((name, i) => pdf.right(rightOf(i), y, SIZE, pdf.fitted(name, SIZE, COUNT_ROOM - 8)));
  pdf.rule(LEFT, y - 4, RIGHT - LEFT);
  lines.forEach(({name, counts, sum}, place) => {
    y -= step;
    pdf.text(LEFT, y, SIZE, pdf.fitted(name, SIZE, NAME_ROOM - 8));
    [...shown.length > 0 ? counts : [], sum].forEach((count, i) =>
      pdf.right(rightOf(i), y, SIZE, count === null ? HIDDEN : sayCount(count)));
    if (place < bars.length && sum !== null) {
      pdf.box(from, y - 1, sum / most * (RIGHT - from), 8, GREY);
    }
  });
  if (shown.length < heads.length) {
    y -= step;
    pdf.text(LEFT, y, SIZE, say('The file for spreadsheets has every programme.'));
  }
  return y - 2 * step;
}

/** A PDF of one page. */
export function paperOf(totals) {
  const pdf = isPlain(totals) ? new Pdf() : new DrawnPdf({code, direction});
  let y = PAGE.height - 56;
  pdf.text(LEFT, y, 18, say('Totals of calls'), 'bold');
  y -= 20;
  pdf.text(LEFT, y, 11, sayPeriod(totals));
  y -= 28;
  const tables = tablesOf(totals);
  const step = tables.flatMap(({lines}) => lines).length > MANY_LINES ? NARROW : STEP;
  for (const table of tables) {
    y = draw(pdf, {y, step}, table);
  }
  pdf.text(LEFT, y, 11, say('How this was counted'), 'bold');
  y -= step;
  for (const sentence of totals.method) {
    y = pdf.paragraph(LEFT, y, {size: SMALL, width: RIGHT - LEFT}, told(sentence)) - 2;
  }
  return pdf.file();
}
