package org.stillcall.store;

/**
 * What of a database that was brought back can still be read.
 *
 * @param plans whose key is there, and the centre's key that they are sealed to
 * @param lostPlans that were deleted, ended or changed since, or sealed to a centre's key that was destroyed since
 * @param lostPeople who were removed, or whose name was sealed anew, since
 * @param lostDevices that were wiped, or given other keys, since
 * @param centreKeys whether each centre's present key is still wrapped to somebody, a device or the recovery sheet
 */
public record Remains(long plans, long lostPlans, long lostPeople, long lostDevices, boolean centreKeys) {}
