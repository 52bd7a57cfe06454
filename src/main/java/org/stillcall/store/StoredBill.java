package org.stillcall.store;

import static org.stillcall.base.Contract.require;

import java.time.LocalDate;
import java.time.YearMonth;
import org.stillcall.base.Label;

/**
 * That a carrier's bill was checked, and what that came to; nothing of its lines.
 *
 * @param verdict a word
 * @param layout how that carrier's files are written: numbers of columns and words of ours
 */
public record StoredBill(Label trunk, YearMonth month, Label verdict, String layout, LocalDate day) {
    public StoredBill {
        require(
                !layout.isEmpty() && layout.length() <= StoreLimits.LAYOUT_CHARACTERS,
                "A bill's layout has at most as many characters as the limit.");
    }
}
