package org.stillcall.bill;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** A month by its name, as spreadsheets write it (31-Jan-26): in English, Spanish, French and German. */
final class MonthNames {
    /** How their words begin; a point stands for a letter that is not ASCII. */
    private static final List<List<String>> BEGINNINGS = List.of(
            List.of("jan", "ene"),
            List.of("feb", "fev", "f.v"),
            List.of("mar", "m.r", "mrz"),
            List.of("apr", "abr", "avr"),
            List.of("may", "mai"),
            List.of("jun", "juin"),
            List.of("jul", "juil"),
            List.of("aug", "ago", "aou", "ao."),
            List.of("sep"),
            List.of("oct", "okt"),
            List.of("nov"),
            List.of("dec", "dic", "dez", "d.c"));

    private MonthNames() {}

    /** The last one in the field, since a day of the week may stand before it (mar, 31 ene); 0 for none. */
    static int in(MemorySegment room, long from, long to) {
        int found = 0;
        boolean within = false;
        for (long i = from; i < to; i++) {
            boolean letter = isLetter(room.get(ValueLayout.JAVA_BYTE, i));
            if (letter && !within) {
                int month = at(room, i, to);
                found = month > 0 ? month : found;
            }
            within = letter;
        }
        return found;
    }

    private static boolean isLetter(int character) {
        int small = character | 0x20;
        return character == Fields.OTHER || small >= 'a' && small <= 'z';
    }

    private static int at(MemorySegment room, long from, long to) {
        for (int month = 0; month < BEGINNINGS.size(); month++) {
            for (String beginning : BEGINNINGS.get(month)) {
                if (begins(room, from, to, beginning)) {
                    return month + 1;
                }
            }
        }
        return 0;
    }

    private static boolean begins(MemorySegment room, long from, long to, String beginning) {
        if (to - from < beginning.length()) {
            return false;
        }
        for (int i = 0; i < beginning.length(); i++) {
            int character = room.get(ValueLayout.JAVA_BYTE, from + i);
            char wanted = beginning.charAt(i);
            if (wanted == '.' ? character != Fields.OTHER : (character | 0x20) != wanted) {
                return false;
            }
        }
        return true;
    }
}
