package org.stillcall.plan;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import org.stillcall.base.Digits;

/** How people dial in one region. Immutable. */
final class Home {
    private static final Map<String, List<String>> INTERNATIONAL = Map.ofEntries(
            entry("AU", List.of("0011")),
            entry("HK", List.of("001")),
            entry("JP", List.of("010")),
            entry("KR", List.of("001", "002", "00700")),
            entry("SG", List.of("001")),
            entry("BY", List.of("810")),
            entry("KZ", List.of("810")),
            entry("RU", List.of("810")),
            entry("TM", List.of("810")));

    /** Codes in plain digits that withhold or uncover the caller; those with a star or a hash need no table. */
    private static final Map<String, List<String>> CODES = Map.ofEntries(
            entry("AU", List.of("1831", "1832")),
            entry("ES", List.of("067")),
            entry("FR", List.of("3651")),
            entry("GB", List.of("141", "1470")),
            entry("GG", List.of("141", "1470")),
            entry("HK", List.of("133", "1357")),
            entry("IE", List.of("141", "142")),
            entry("IM", List.of("141", "1470")),
            entry("JE", List.of("141", "1470")),
            entry("JP", List.of("184", "186")),
            entry("NZ", List.of("0197", "0196")));

    /** A telephone with a dial sends 11 for the star: 1167 is {@code *67}, 1182 is {@code *82}. */
    private static final List<String> NORTH_AMERICAN_CODES = List.of("11");

    /** First digits of full numbers that are dialled without the trunk prefix although the region has one. */
    private static final Map<String, String> BARE = Map.of("AU", "1", "CN", "1", "IL", "1", "IN", "6789");

    private final Region region;
    private final int callingCode;
    private final String trunkPrefix;
    private final List<String> internationalPrefixes;
    private final List<String> codes;
    private final String bare;
    private final Emergencies emergencies;

    Home(Region region, Numbering numbering) {
        this.region = region;
        this.callingCode = numbering.callingCode(region);
        boolean northAmerican = callingCode == AreaCodes.CALLING_CODE;
        this.trunkPrefix = numbering.trunkPrefix(region);
        this.internationalPrefixes =
                INTERNATIONAL.getOrDefault(region.code(), northAmerican ? List.of("011") : List.of("00"));
        this.codes = CODES.getOrDefault(region.code(), northAmerican ? NORTH_AMERICAN_CODES : List.of());
        this.bare = BARE.getOrDefault(region.code(), "");
        this.emergencies = Emergencies.of(region, numbering);
    }

    Region region() {
        return region;
    }

    int callingCode() {
        return callingCode;
    }

    String trunkPrefix() {
        return trunkPrefix;
    }

    /** What leads abroad, without the plus sign. */
    List<String> internationalPrefixes() {
        return internationalPrefixes;
    }

    /** First digits of full numbers that are dialled without the trunk prefix although there is one. */
    String bare() {
        return bare;
    }

    Emergencies emergencies() {
        return emergencies;
    }

    boolean beginsWithCode(Digits dialled) {
        return !dialled.international() && longest(codes, dialled) > 0;
    }

    /** How many digits lead abroad: 0 after a plus sign, -1 when it is a number of the region. */
    int internationalPrefix(Digits dialled) {
        if (dialled.international()) {
            return 0;
        }
        int length = longest(internationalPrefixes, dialled);
        return length == 0 ? -1 : length;
    }

    /** Where the national number begins; -1 when it was dialled as nobody dials a full number here. */
    int nationalFrom(Digits dialled) {
        if (!trunkPrefix.isEmpty() && dialled.startsWith(trunkPrefix)) {
            return trunkPrefix.length();
        }
        boolean complete =
                callingCode == AreaCodes.CALLING_CODE || trunkPrefix.isEmpty() || bare.indexOf(dialled.at(0)) >= 0;
        return complete ? 0 : -1;
    }

    private static int longest(List<String> prefixes, Digits dialled) {
        int longest = 0;
        for (String prefix : prefixes) {
            if (prefix.length() > longest && dialled.startsWith(prefix)) {
                longest = prefix.length();
            }
        }
        return longest;
    }
}
