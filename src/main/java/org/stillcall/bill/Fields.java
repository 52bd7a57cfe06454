package org.stillcall.bill;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One field of a bill to a whole number, straight from its characters (one byte each; what is not ASCII is {@link
 * #OTHER}). Nothing of it becomes a text.
 */
final class Fields {
    /** Of a field that is not understood. */
    static final long NOT = Long.MIN_VALUE;
    /** In place of a character that is not ASCII. */
    static final byte OTHER = 0x1a;

    /**
     * The longest call and the dearest one that are believed. Whoever chooses the column of numbers by mistake would
     * else see one as a length or an amount: no telephone number is as small.
     */
    static final long MOST_SECONDS = 86_400;

    static final long MOST_AMOUNT = 1_000_000;

    private static final long MILLION = 1_000_000;
    private static final long MOST = Long.MAX_VALUE / 1_000;
    private static final long EPOCH_MILLIS_FROM = 100_000_000_000L; // as seconds that would be the year 5138
    private static final long SECONDS_A_DAY = 86_400;

    private Fields() {}

    private static int at(MemorySegment room, long i) {
        return room.get(ValueLayout.JAVA_BYTE, i);
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    /** The month of a day, as years times 12 and months from 0. */
    static long month(MemorySegment room, long from, long to, Columns.DayForm form) {
        if (form == Columns.DayForm.EPOCH) {
            return epochMonth(room, from, to);
        }
        long first = part(room, from, to, 0);
        long second = part(room, from, to, 1);
        int named = MonthNames.in(room, from, to);
        if (named > 0) { // then it is plain which is the day, whatever was chosen
            return first > 31 ? month(first, named, second) : month(year(second), named, first);
        }
        long third = part(room, from, to, 2);
        return switch (form) {
            case YEAR_FIRST -> first > 9_999 ? packed(first) : month(first, second, third);
            case MONTH_FIRST -> month(year(third), first, second);
            case DAY_FIRST -> month(year(third), second, first);
            case EPOCH -> NOT;
        };
    }

    /** 20261231, perhaps with a time behind. */
    private static long packed(long number) {
        long day = number;
        while (day > 99_999_999) {
            day /= 10;
        }
        return month(day / 10_000, day / 100 % 100, day % 100);
    }

    private static long year(long number) {
        return number >= 0 && number < 100 ? 2_000 + number : number;
    }

    private static long month(long year, long month, long day) {
        boolean good = year >= 1_990 && year <= 9_999 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
        return good ? year * 12 + month - 1 : NOT;
    }

    private static long epochMonth(MemorySegment room, long from, long to) {
        long number = part(room, from, to, 0);
        if (number < MILLION) {
            return NOT;
        }
        long seconds = number >= EPOCH_MILLIS_FROM ? number / 1_000 : number;
        java.time.LocalDate day = java.time.LocalDate.ofEpochDay(seconds / SECONDS_A_DAY);
        return month(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    /** The group of digits of that place; {@link #NOT} when there are fewer, or it is too long. */
    private static long part(MemorySegment room, long from, long to, int place) {
        int seen = -1;
        boolean in = false;
        long number = NOT;
        for (long i = from; i < to; i++) {
            int character = at(room, i);
            if (!isDigit(character)) {
                if (seen == place) {
                    return number;
                }
                in = false;
                continue;
            }
            if (!in) {
                in = true;
                seen++;
                number = 0;
            }
            if (number > MOST / 10) {
                return NOT;
            }
            number = number * 10 + (character - '0');
        }
        return seen == place ? number : NOT;
    }

    /** A length in whole seconds, a fraction of one rounded up. */
    static long seconds(MemorySegment room, long from, long to, Columns.LengthForm form, boolean comma) {
        long seconds = anySeconds(room, from, to, form, comma);
        return seconds > MOST_SECONDS ? NOT : seconds;
    }

    private static long anySeconds(MemorySegment room, long from, long to, Columns.LengthForm form, boolean comma) {
        int colons = 0;
        for (long i = from; i < to; i++) {
            colons += at(room, i) == ':' ? 1 : 0;
        }
        if (colons > 0) {
            return clock(room, from, to, colons);
        }
        long millionths = millionths(room, from, to, comma);
        if (millionths == NOT || millionths < 0) {
            return NOT;
        }
        return form == Columns.LengthForm.MINUTES && millionths > MOST / 60
                ? NOT
                : (millionths * (form == Columns.LengthForm.MINUTES ? 60 : 1) + MILLION - 1) / MILLION;
    }

    private static long clock(MemorySegment room, long from, long to, int colons) {
        if (colons > 2) {
            return NOT;
        }
        long seconds = 0;
        for (int i = 0; i <= colons; i++) {
            long part = part(room, from, to, i);
            if (part == NOT || part > 1_000_000 || i > 0 && part > 59) {
                return NOT;
            }
            seconds = seconds * 60 + part;
        }
        return seconds;
    }

    /**
     * An amount in millionths: signs of a currency and marks between thousands are passed over; an amount in brackets
     * or with a minus is below nothing. One with an exponent, as a spreadsheet writes it, is none.
     */
    static long millionths(MemorySegment room, long from, long to, boolean comma) {
        long amount = anyMillionths(room, from, to, comma);
        return Math.abs(amount) > MOST_AMOUNT * MILLION ? NOT : amount;
    }

    private static long anyMillionths(MemorySegment room, long from, long to, boolean comma) {
        int mark = comma ? ',' : '.';
        long whole = 0;
        int decimals = -1;
        boolean any = false;
        boolean below = false;
        for (long i = from; i < to; i++) {
            int character = at(room, i);
            if (isDigit(character)) {
                any = true;
                if (decimals < 6) {
                    if (whole > MOST / 10) {
                        return NOT;
                    }
                    whole = whole * 10 + (character - '0');
                    decimals += decimals >= 0 ? 1 : 0;
                }
            } else if (character == mark) {
                if (decimals >= 0) {
                    return NOT;
                }
                decimals = 0;
            } else if (character == '-' || character == '(') {
                below = true;
            } else if (character == ':' || character == '/' || character == ';' || any && isExponent(room, i, to)) {
                return NOT;
            }
        }
        if (!any) {
            return NOT;
        }
        for (int i = Math.max(decimals, 0); i < 6; i++) {
            if (whole > MOST / 10) {
                return NOT;
            }
            whole *= 10;
        }
        return below ? -whole : whole;
    }

    /** 1.5E-03, where the sign and the digits behind the letter are no part of the amount. */
    private static boolean isExponent(MemorySegment room, long i, long to) {
        return (at(room, i) | 0x20) == 'e'
                && i + 1 < to
                && (isDigit(at(room, i + 1)) || at(room, i + 1) == '-' || at(room, i + 1) == '+');
    }

    /**
     * Whether the word says that we were called; whatever is not understood was a call of ours, an international or
     * internal one for instance.
     */
    static boolean isInbound(MemorySegment room, long from, long to) {
        return begins(room, from, to, "inb")
                || begins(room, from, to, "inc")
                || begins(room, from, to, "ing") // ingoing
                || begins(room, from, to, "in") && (to == from + 2 || !isLetter(at(room, from + 2)))
                || begins(room, from, to, "term")
                || begins(room, from, to, "rec")
                || begins(room, from, to, "entr")
                || begins(room, from, to, "ein")
                || begins(room, from, to, "mt");
    }

    private static boolean isLetter(int character) {
        int small = character | 0x20;
        return small >= 'a' && small <= 'z';
    }

    private static boolean begins(MemorySegment room, long from, long to, String word) {
        if (to - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((at(room, from + i) | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
