package org.stillcall.plan;

import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Limits;

/**
 * Reads what was dialled as the people of a region dial: emergency numbers, codes, national and international numbers.
 * A library knows the kinds, and never gets a whole number (see {@link Masking}). Threads may share it.
 *
 * <p>Numbers are understood in full only: with the trunk prefix where the region has one, or with its international
 * prefix, or with a plus sign. A local number without its area would be a guess at whom to call. Regions in which a
 * carrier is chosen while dialling abroad (Brazil, Colombia) dial abroad with a plus sign.
 */
public final class DialPlan {
    /** So few digits with help at their end are a call for help behind an outside-line prefix. */
    private static final int LONGEST_WITH_PREFIX = 7;

    private static final String OUTSIDE_LINE = "01789";

    private final Numbering numbering;
    private final AreaCodes areaCodes;
    private final BitSet callingCodes = new BitSet();
    private final Emergencies helpEverywhere = Emergencies.everywhere();
    private final ConcurrentHashMap<Region, Optional<Home>> homes = new ConcurrentHashMap<>();

    /** Where the parts stand in what was dialled; {@code abroad} is -1 for a number of the home region. */
    private record Reading(int callingCode, int abroad, int national) {}

    /** A plan on the library's tables, which load when a country is first dialled. */
    public DialPlan() {
        this(new LibraryNumbering());
    }

    DialPlan(Numbering numbering) {
        this.numbering = numbering;
        this.areaCodes = new AreaCodes(numbering);
        numbering.callingCodes().forEach(callingCodes::set);
    }

    /** Loads what the calls of {@code home} need first, so that the first call does not wait for it. */
    public boolean warm(Region home) {
        return home(home) != null && areaCodes.warm();
    }

    /** Whether people dial from this region: it has a calling code. */
    public boolean knows(Region region) {
        return home(region) != null;
    }

    /** What was dialled from {@code home}; without a home, nothing but a call for help is understood. */
    public Destination destination(Digits dialled, @Nullable Region home) {
        Home habits = home == null ? null : home(home);
        Emergencies help = habits == null ? helpEverywhere : habits.emergencies();
        if (help.are(dialled, 0, dialled.length())) {
            return Destination.EMERGENCY;
        }
        if (holdsSign(dialled) || habits != null && habits.beginsWithCode(dialled) && !help.begin(dialled, 0)) {
            boolean asksForHelp = dialled.length() <= LONGEST_WITH_PREFIX && help.beginningAtEnd(dialled) >= 0;
            return asksForHelp ? Destination.EMERGENCY : Destination.DIALLING_CODE;
        }
        if (habits == null) {
            return leadsToHelp(dialled, help) ? Destination.EMERGENCY : Destination.INVALID;
        }
        Reading reading = read(dialled, habits);
        Destination found = reading == null ? Destination.INVALID : kind(dialled, reading, habits);
        if (found.kind() != NumberKind.INVALID) {
            return found;
        }
        boolean asksForHelp = help.begin(dialled, 0)
                || reading != null && asksForHelp(dialled, reading, help)
                || leadsToHelp(dialled, help);
        return asksForHelp ? Destination.EMERGENCY : Destination.INVALID;
    }

    /** The number in E.164, as a new one; null when it is none that can be called or the pool is exhausted. */
    public @Nullable Digits toE164(Digits dialled, Region home, BlockPool pool) {
        Home habits = home(home);
        if (habits == null) {
            return null;
        }
        return switch (destination(dialled, home).kind()) {
            case INVALID, EMERGENCY, DIALLING_CODE -> null;
            case ORDINARY, TOLL_FREE, PREMIUM, SHARED_COST -> {
                Reading reading = read(dialled, habits);
                if (reading == null) {
                    yield null;
                }
                yield reading.abroad >= 0
                        ? Digits.compose(pool, true, "", dialled, reading.abroad)
                        : Digits.compose(pool, true, String.valueOf(reading.callingCode), dialled, reading.national);
            }
        };
    }

    /** The country code of a region as digits; empty for a region that is not known. */
    public String callingCode(Region region) {
        int code = numbering.callingCode(region);
        return code == 0 ? "" : String.valueOf(code);
    }

    private @Nullable Home home(Region region) {
        Optional<Home> known = homes.get(region);
        return (known == null ? homes.computeIfAbsent(region, this::makeHome) : known).orElse(null);
    }

    private Optional<Home> makeHome(Region region) {
        return numbering.callingCode(region) == 0 ? Optional.empty() : Optional.of(new Home(region, numbering));
    }

    private Destination kind(Digits dialled, Reading reading, Home home) {
        if (reading.callingCode == AreaCodes.CALLING_CODE) {
            boolean insider = home.callingCode() == AreaCodes.CALLING_CODE;
            return areaCodes.destination(dialled, reading.national, insider ? home.region() : null);
        }
        return Masking.ask(numbering, dialled, reading.callingCode, reading.national);
    }

    private @Nullable Reading read(Digits dialled, Home home) {
        int abroad = home.internationalPrefix(dialled);
        if (abroad >= 0) {
            return dialled.length() - abroad > Limits.E164_DIGITS ? null : readAbroad(dialled, abroad);
        }
        int national = home.nationalFrom(dialled);
        return national < 0 ? null : new Reading(home.callingCode(), -1, national);
    }

    /** Calling codes have one to three digits, and none begins like another (ITU-T E.164 section 6.2.1). */
    private @Nullable Reading readAbroad(Digits dialled, int from) {
        int code = 0;
        for (int i = from; i < Math.min(from + 3, dialled.length()); i++) {
            code = code * 10 + dialled.at(i) - '0';
            if (code == 0) {
                return null;
            }
            if (callingCodes.get(code)) {
                return new Reading(code, from, i + 1);
            }
        }
        return null;
    }

    private static boolean holdsSign(Digits dialled) {
        for (int i = 0; i < dialled.length(); i++) {
            if (dialled.at(i) == '*' || dialled.at(i) == '#') {
                return true;
            }
        }
        return false;
    }

    /** +1 911, 1 911 with more behind it, +44 999. */
    private static boolean asksForHelp(Digits dialled, Reading reading, Emergencies help) {
        return reading.callingCode == AreaCodes.CALLING_CODE
                ? help.begin(dialled, reading.national)
                : help.are(dialled, reading.national, dialled.length());
    }

    /** 9911, 0112: help behind what leads to an outside line. */
    private static boolean leadsToHelp(Digits dialled, Emergencies help) {
        int from = dialled.length() > LONGEST_WITH_PREFIX ? -1 : help.beginningAtEnd(dialled);
        for (int i = 0; i < from; i++) {
            if (OUTSIDE_LINE.indexOf(dialled.at(i)) < 0) {
                return false;
            }
        }
        return from >= 0;
    }
}
