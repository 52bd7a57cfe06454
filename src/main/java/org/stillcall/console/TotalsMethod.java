package org.stillcall.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.stillcall.console.DeskMeans.SmallCounts;

/** How totals are counted and protected, in sentences that stand on the page, in the file and on the sheet. */
final class TotalsMethod {
    private static final List<String> COUNTED = List.of(
            "A call is counted in which two people talked, under its programme, once by what it was about and once by"
                    + " how long it took.",
            "What it was about is what an advocate tapped at its end. A call without a tap is not said.",
            "A caller to a published number whom nobody took in the set time is counted apart.",
            "A month ends at midnight in UTC. Counts are written once an hour, so the last hour may stand in the next"
                    + " month.");

    private static final List<String> HIDDEN = List.of(
            "A number under five is not shown, and a nought neither: one person might be found by it.",
            "Other numbers near it are not shown either: as many as it takes so that adding and subtracting what is"
                    + " shown leaves every number from nought to five possible.");

    private static final List<String> NOISE = List.of(
            "Chance took a little from every number or added a little to it, so that nobody can tell whether any one"
                    + " call is in it. Sums are those of the numbers that are shown.",
            "The noise is drawn from the discrete Laplace distribution, once for each number: epsilon is one half"
                    + " in either table of talks and one for callers whom nobody took, so one for any one call.",
            "Of talks more than half of the numbers are off by one at most, and nine in ten by four at most. No number"
                    + " is shown below nought.");

    private static final String ONCE =
            "What is shown of a month was settled once, after its end, and stays so. What had been counted was"
                    + " destroyed with that.";

    private static final String HIDDEN_SUMS =
            "Of several months, what is shown of each is added up and nothing else: the true number is that or more.";

    private static final String NOISY_SUMS =
            "Of several months, what is shown of each is added up, with its noise: the true number is about that.";

    private TotalsMethod() {}

    static List<String> of(Set<SmallCounts> ways, int months) {
        List<String> sentences = new ArrayList<>(COUNTED);
        if (ways.contains(SmallCounts.HIDDEN)) {
            sentences.addAll(HIDDEN);
        }
        if (ways.contains(SmallCounts.NOISE)) {
            sentences.addAll(NOISE);
        }
        sentences.add(ONCE);
        if (months > 1 && ways.contains(SmallCounts.HIDDEN)) {
            sentences.add(HIDDEN_SUMS);
        }
        if (months > 1 && ways.contains(SmallCounts.NOISE)) {
            sentences.add(NOISY_SUMS);
        }
        return sentences;
    }
}
