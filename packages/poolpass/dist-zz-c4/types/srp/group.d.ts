/** N of the group, made when it is first asked for. */
export declare function groupPrime(): bigint;
/** Generator. */
export declare const g = 2n;
/** SHA-256(P(N) ‖ P(g)). A constant of the group, checked against its definition by the tests. */
export declare const k = 37772559067617796309459009502931177628717927509759535181635788491848250400486n;
