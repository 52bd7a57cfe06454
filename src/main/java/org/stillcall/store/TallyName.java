package org.stillcall.store;

import static org.stillcall.base.Contract.require;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stillcall.base.Label;

/** What is counted by the month: one to four labels, from the coarser to the finer, with a space between. */
public record TallyName(String text) {
    private static final int PARTS = 4;

    public static TallyName of(Label... parts) {
        List<Label> all = List.of(parts);
        require(!all.isEmpty() && all.size() <= PARTS, "A total has one to four names.");
        return new TallyName(Stream.of(parts).map(Label::text).collect(Collectors.joining(" ")));
    }

    /** The labels. */
    public List<String> parts() {
        return List.of(text.split(" "));
    }

    @Override
    public String toString() {
        return text;
    }
}
