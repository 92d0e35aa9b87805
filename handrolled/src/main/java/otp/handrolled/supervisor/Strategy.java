package otp.handrolled.supervisor;

/** Who is restarted when one child ends and is to be restarted. */
public enum Strategy {
    /** Only the child that ended. */
    ONE_FOR_ONE,
    /** All children: the others are stopped first, the last started one first, then all are started in order. */
    ONE_FOR_ALL,
    /** The child that ended and all that were started after it. */
    REST_FOR_ONE
}
