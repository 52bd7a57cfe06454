package org.stillcall.plan;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The only type that knows libphonenumber, whose tables load on first use of a country. */
final class LibraryNumbering implements Numbering {
    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final ShortNumberInfo shortNumbers = ShortNumberInfo.getInstance();

    @Override
    public Destination destination(Masked masked) {
        PhoneNumber number =
                new PhoneNumber().setCountryCode(masked.callingCode()).setNationalNumber(masked.national());
        if (masked.zeros() > 0) {
            number.setItalianLeadingZero(true).setNumberOfLeadingZeros(masked.zeros());
        }
        return new Destination(kind(library.getNumberType(number)), region(library.getRegionCodeForNumber(number)));
    }

    private static NumberKind kind(PhoneNumberUtil.PhoneNumberType type) {
        return switch (type) {
            case FIXED_LINE, MOBILE, FIXED_LINE_OR_MOBILE, VOIP -> NumberKind.ORDINARY;
            case TOLL_FREE -> NumberKind.TOLL_FREE;
            case PREMIUM_RATE -> NumberKind.PREMIUM;
            case SHARED_COST, PERSONAL_NUMBER, PAGER, UAN, VOICEMAIL -> NumberKind.SHARED_COST;
            case UNKNOWN -> NumberKind.INVALID;
        };
    }

    private static @Nullable Region region(@Nullable String code) {
        return code != null && Region.isRegion(code) ? new Region(code) : null; // 001 stands for no country
    }

    @Override
    public Set<Integer> callingCodes() {
        return library.getSupportedCallingCodes();
    }

    @Override
    public int callingCode(Region region) {
        return library.getSupportedRegions().contains(region.code())
                ? library.getCountryCodeForRegion(region.code())
                : 0;
    }

    @Override
    public String trunkPrefix(Region region) {
        return Optional.ofNullable(library.getNddPrefixForRegion(region.code(), true))
                .orElse("");
    }

    @Override
    public boolean isEmergency(String code, Region region) {
        return shortNumbers.isEmergencyNumber(code, region.code());
    }
}
