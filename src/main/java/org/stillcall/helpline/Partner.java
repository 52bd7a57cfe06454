package org.stillcall.helpline;

import org.jspecify.annotations.Nullable;
import org.stillcall.store.PersonId;

/** With whom a caller talks or talked last, and under which name the search holds that person as busy. Loop only. */
final class Partner {
    private final House house;
    private @Nullable PersonId person;
    private @Nullable String acceptedAs;

    Partner(House house) {
        this.house = house;
    }

    /** Who it is, also after the talk; null before the first. */
    @Nullable
    PersonId person() {
        return person;
    }

    /** Gives back who it was before. */
    @Nullable
    PersonId becomes(Hunting.Accepting by) {
        PersonId before = person;
        person = by.worker().person();
        acceptedAs = by.name();
        return before;
    }

    /** It came to nothing: whoever it was before is it again. */
    void isAgain(@Nullable PersonId before) {
        person = before;
        acceptedAs = null;
    }

    /** Another one has them from now on, or nobody who is known: whoever had them can be rung for others at once. */
    void handedTo(@Nullable PersonId to) {
        String name = acceptedAs;
        free();
        person = to;
        if (name != null && to != null) {
            house.takes(name, to);
            acceptedAs = name;
        }
    }

    /** Whoever talked with them can be rung again. */
    void free() {
        if (acceptedAs != null && person != null) {
            house.ends(acceptedAs, person);
            acceptedAs = null;
        }
    }

    @Override
    public String toString() {
        return "Partner";
    }
}
