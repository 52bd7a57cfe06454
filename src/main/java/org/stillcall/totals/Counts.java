package org.stillcall.totals;

import static org.stillcall.base.Contract.require;

import org.stillcall.base.Limits;

/**
 * A table of counts with its sums: the last row holds the columns' sums, the last column the rows', the corner the
 * whole sum. Rows may be programmes and columns kinds of call.
 */
public final class Counts {
    private static final long MOST = 1L << 40; // so that no sum of a table overflows

    private final long[][] cells;

    private Counts(long[][] cells) {
        this.cells = cells;
    }

    /** The table of these counts, none negative, by row; its sums are added. */
    public static Counts of(long[][] counts) {
        require(counts.length >= 1 && counts.length <= Limits.TOTALS_LINES, "A table has some rows, not too many.");
        int columns = counts[0].length;
        require(columns >= 1 && columns <= Limits.TOTALS_LINES, "A table has some columns, not too many.");
        long[][] cells = new long[counts.length + 1][columns + 1];
        for (int row = 0; row < counts.length; row++) {
            require(counts[row].length == columns, "All rows are of one length.");
            for (int column = 0; column < columns; column++) {
                long count = counts[row][column];
                require(count >= 0 && count <= MOST, "A count is not negative, nor beyond all calls there can be.");
                cells[row][column] = count;
                cells[row][columns] += count;
                cells[counts.length][column] += count;
                cells[counts.length][columns] += count;
            }
        }
        return new Counts(cells);
    }

    /** Rows, the sums' included. */
    public int rows() {
        return cells.length;
    }

    /** Columns, the sums' included. */
    public int columns() {
        return cells[0].length;
    }

    /** A count or a sum. */
    public long at(int row, int column) {
        return cells[row][column];
    }
}
