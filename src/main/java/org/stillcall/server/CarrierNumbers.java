package org.stillcall.server;

import org.stillcall.bill.BillAccount;
import org.stillcall.bill.Rounding;
import org.stillcall.call.NotInService;
import org.stillcall.call.TrunkUse;

/**
 * How a trunk wants numbers written, what it hears of one that leads nowhere, and its bill.
 *
 * @param billedBy what the bill counts
 * @param billedAs by which it names this line
 */
record CarrierNumbers(
        Settings.NumberFormat format, NotInService notInService, Rounding billedBy, BillAccount billedAs) {
    TrunkUse use() {
        return new TrunkUse(billedBy, billedAs);
    }
}
