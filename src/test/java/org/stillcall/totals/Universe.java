package org.stillcall.totals;

import java.util.ArrayList;
import java.util.List;

/** Every table of a size. */
final class Universe {
    private Universe() {}

    /** All tables of so many rows and columns whose counts are 0 to {@code largest}. */
    static List<long[][]> of(int rows, int columns, int largest) {
        int all = Math.toIntExact(Math.round(Math.pow(largest + 1, rows * columns)));
        List<long[][]> tables = new ArrayList<>(all);
        for (int number = 0; number < all; number++) {
            long[][] table = new long[rows][columns];
            int rest = number;
            for (int i = 0; i < rows * columns; i++) {
                table[i / columns][i % columns] = rest % (largest + 1);
                rest /= largest + 1;
            }
            tables.add(table);
        }
        return tables;
    }
}
