package org.stillcall.practice;

import java.util.List;
import org.stillcall.base.Label;
import org.stillcall.console.PracticeDesk.Behaviour;
import org.stillcall.console.PracticeDesk.Kind;

/** The practice carrier's phones, in the order in which a page shows them. */
final class Household {
    static final PracticePhone.Make DESK =
            new PracticePhone.Make(new Label("desk"), Kind.ADVOCATE, "Your phone", "", Behaviour.BY_HAND);

    static final List<PracticePhone.Make> SURVIVORS = List.of(
            survivor(0, "alex", "Alex", Behaviour.BY_HAND),
            survivor(1, "robin", "Robin", Behaviour.NO_ANSWER),
            survivor(2, "sam", "Sam", Behaviour.VOICEMAIL),
            survivor(3, "noor", "Noor", Behaviour.REJECTS_PRIVATE),
            survivor(4, "kim", "Kim", Behaviour.REJECTS_IN_DISGUISE));

    private Household() {}

    private static PracticePhone.Make survivor(int place, String name, String owner, Behaviour behaviour) {
        return new PracticePhone.Make(
                new Label(name), Kind.SURVIVOR, owner, PracticeNumbers.HANDSETS.get(place), behaviour);
    }
}
