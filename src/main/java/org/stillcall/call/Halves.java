package org.stillcall.call;

import java.util.ArrayList;
import java.util.List;
import org.stillcall.base.Digits;

/** Every half at our side that one call has had, until the numbers in them are overwritten. Loop thread only. */
final class Halves {
    private final List<NearHalf> all = new ArrayList<>(1);

    void keep(NearHalf half) {
        if (!all.contains(half)) {
            all.add(half);
        }
    }

    /** Overwrites the call's numbers in every leg and in memory; again is harmless. */
    void erase(CallPlan plan, FarHalf far) {
        far.erase();
        all.forEach(NearHalf::erase);
        for (Digits digits : plan.people()) {
            if (!digits.erased()) {
                all.forEach(half -> half.forget(digits));
                far.forget(digits);
                digits.close();
            }
        }
    }
}
