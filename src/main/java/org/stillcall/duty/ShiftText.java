package org.stillcall.duty;

import static org.stillcall.base.Contract.require;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.store.PersonId;

/** A shift as it is kept. */
final class ShiftText {
    private static final String OPEN = "-";
    private static final String LEFT_OUT = "x";
    private static final String OFFERED = "?";

    private ShiftText() {}

    static byte[] write(Shift shift) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Pattern pattern = shift.pattern();
        fields.put("programme", shift.programme());
        fields.put("tier", shift.tier());
        fields.put("first", pattern.season().first());
        fields.put("last", pattern.season().last());
        fields.put(
                "days",
                new TreeSet<>(pattern.days())
                        .stream().map(day -> String.valueOf(day.getValue())).collect(Collectors.joining(",")));
        fields.put("weeks", pattern.weeksApart());
        fields.put("from", pattern.hours().from());
        fields.put("until", pattern.hours().until());
        PersonId person = shift.person();
        fields.put("person", person == null ? null : person.text());
        new TreeMap<>(shift.covers()).forEach((date, cover) -> fields.put(date.toString(), word(cover)));
        return DutyFields.write(fields);
    }

    private static String word(Cover cover) {
        return switch (cover) {
            case Cover.Held(PersonId person) -> person.text();
            case Cover.Offered(PersonId person) -> person.text() + OFFERED;
            case Cover.Open() -> OPEN;
            case Cover.LeftOut() -> LEFT_OUT;
        };
    }

    /** Throws {@link DutyFields.FaultException} for what {@link #write} did not make. */
    static Shift read(byte[] text) {
        return DutyFields.whole(text, fields -> {
            Label programme = fields.take("programme", Label::new);
            Tier tier = fields.take("tier", Tier::valueOf);
            Pattern pattern = new Pattern(
                    new Pattern.Season(
                            fields.take("first", LocalDate::parse), fields.takeAny("last", LocalDate::parse)),
                    fields.take(
                            "days",
                            days -> Arrays.stream(days.split(",", -1))
                                    .map(day -> DayOfWeek.of(Integer.parseInt(day)))
                                    .collect(Collectors.toSet())),
                    fields.take("weeks", Integer::parseInt),
                    new Pattern.Hours(fields.take("from", LocalTime::parse), fields.take("until", LocalTime::parse)));
            PersonId person = fields.takeAny("person", ShiftText::person);
            Map<LocalDate, Cover> covers = new TreeMap<>();
            fields.rest().forEach((date, word) -> covers.put(LocalDate.parse(date), cover(word)));
            return new Shift(programme, tier, pattern, person, covers);
        });
    }

    private static Cover cover(String word) {
        return switch (word) {
            case OPEN -> new Cover.Open();
            case LEFT_OUT -> new Cover.LeftOut();
            default ->
                word.endsWith(OFFERED)
                        ? new Cover.Offered(person(word.substring(0, word.length() - 1)))
                        : new Cover.Held(person(word));
        };
    }

    static PersonId person(String text) {
        require(PersonId.parse(text).isPresent(), "This names nobody.");
        return new PersonId(text);
    }
}
