package dev.gopherscope.golang.types;

import org.jspecify.annotations.Nullable;

/** Which values can be assigned or converted to which types. Follows {@code types2/operand.go} and {@code conversions.go}. */
final class Assignability {
    private final Checker c;

    Assignability(Checker check) {
        this.c = check;
    }

    private void prefix(@Nullable StringBuilder cause, String format, @Nullable Object... args) {
        if (cause != null) {
            String message = c.sprintf(format, args);
            if (!cause.isEmpty()) {
                message += "\n\t" + cause;
            }
            cause.setLength(0);
            cause.append(message);
        }
    }

    private static void set(@Nullable StringBuilder cause, String text) {
        if (cause != null) {
            cause.setLength(0);
            cause.append(text);
        }
    }

    boolean assignable(Operand x, Type to, @Nullable StringBuilder cause) {
        if (x.isInvalid() || !Predicates.isValid(to)) {
            return true;
        }
        Type v = Type.unalias(x.type());
        Type t = Type.unalias(to);
        if (Predicates.identical(v, t)) {
            return true;
        }
        Type vu = v.underlying();
        Type tu = t.underlying();
        TypeParam vp = v instanceof TypeParam p ? p : null;
        TypeParam tp = t instanceof TypeParam p ? p : null;
        if (Predicates.isUntyped(vu)) {
            if (tp != null) {
                return tp.is(term ->
                        term != null && c.consts.implicit(x, term.mustType()).type() != null);
            }
            return c.consts.implicit(x, t).type() != null;
        }
        if (vp == null
                && tp == null
                && (!Predicates.hasName(v) || !Predicates.hasName(t))
                && Predicates.identical(vu, tu)) {
            return true;
        }
        if (tu instanceof Interface && tp == null || Predicates.isInterfacePtr(tu)) {
            if (Instantiate.implementsType(c, v, t, false, cause)) {
                return true;
            }
            if (vp == null) {
                return false;
            }
            set(cause, "");
        }
        if (vu instanceof Interface && vp == null && Instantiate.implementsType(c, t, v, false, null)) {
            set(cause, "need type assertion");
            return false;
        }
        if (vu instanceof Chan vc
                && vc.dir == Chan.Dir.SEND_RECV
                && tu instanceof Chan tc
                && Predicates.identical(vc.elem, tc.elem)) {
            return !Predicates.hasName(v) || !Predicates.hasName(t);
        }
        if (!Predicates.hasName(v) && tp != null) {
            return tp.is(term -> {
                if (term == null) {
                    return false;
                }
                if (!assignable(x, term.mustType(), cause)) {
                    prefix(cause, "cannot assign %s to %s (in %s)", x.type(), term.type(), tp);
                    return false;
                }
                return true;
            });
        }
        if (vp != null && !Predicates.hasName(t)) {
            Operand each = x.copy();
            return vp.is(term -> {
                if (term == null) {
                    return false;
                }
                each.type = term.type();
                if (!assignable(each, t, cause)) {
                    prefix(cause, "cannot assign %s (in %s) to %s", term.type(), vp, to);
                    return false;
                }
                return true;
            });
        }
        return false;
    }

    private static boolean isBytesOrRunes(Type t) {
        return t.underlying() instanceof Slice s
                && s.elem.underlying() instanceof Basic b
                && (b.kind() == Basic.Kind.UINT8 || b.kind() == Basic.Kind.INT32);
    }

    private static boolean isUintptr(Type t) {
        return t.underlying() instanceof Basic b && b.kind() == Basic.Kind.UINTPTR;
    }

    boolean convertible(Operand x, Type to, StringBuilder cause) {
        if (assignable(x, to, cause)) {
            return true;
        }
        Type v = Type.unalias(x.type());
        Type t = Type.unalias(to);
        Type vu = v.underlying();
        Type tu = t.underlying();
        TypeParam vp = v instanceof TypeParam p ? p : null;
        TypeParam tp = t instanceof TypeParam p ? p : null;
        if (vp == null && tp == null && Predicates.identicalIgnoreTags(vu, tu)) {
            return true;
        }
        if (v instanceof Pointer a
                && t instanceof Pointer b
                && Predicates.identicalIgnoreTags(a.base.underlying(), b.base.underlying())
                && !Predicates.isTypeParam(a.base)
                && !Predicates.isTypeParam(b.base)) {
            return true;
        }
        int real = Basic.INTEGER | Basic.FLOAT;
        if (Predicates.isBasic(vu, real) && Predicates.isBasic(tu, real)
                || Predicates.isComplex(vu) && Predicates.isComplex(tu)
                || (Predicates.isInteger(vu) || isBytesOrRunes(vu)) && Predicates.isString(tu)
                || Predicates.isString(vu) && isBytesOrRunes(tu)
                || (vu instanceof Pointer || isUintptr(vu)) && Predicates.isUnsafePointer(tu)
                || Predicates.isUnsafePointer(vu) && (tu instanceof Pointer || isUintptr(tu))) {
            return true;
        }
        if (vu instanceof Slice s) {
            if (tu instanceof Array a && Predicates.identical(s.elem, a.elem)) {
                if (c.allowVersion(GoVersion.GO1_20)) {
                    return true;
                }
                set(cause, "conversion of slice to array requires go1.20 or later");
                return false;
            }
            if (tu instanceof Pointer p
                    && p.base.underlying() instanceof Array a
                    && Predicates.identical(s.elem, a.elem)) {
                if (c.allowVersion(GoVersion.GO1_17)) {
                    return true;
                }
                set(cause, "conversion of slice to array pointer requires go1.17 or later");
                return false;
            }
        }
        if (vp != null) {
            Operand each = x.copy();
            return vp.is(vt -> {
                if (vt == null) {
                    return false;
                }
                each.type = vt.type();
                if (tp == null) {
                    if (!convertible(each, t, cause)) {
                        prefix(cause, "cannot convert %s (in %s) to type %s", vt.type(), vp, to);
                        return false;
                    }
                    return true;
                }
                return tp.is(tt -> {
                    if (tt == null) {
                        return false;
                    }
                    if (!convertible(each, tt.mustType(), cause)) {
                        prefix(cause, "cannot convert %s (in %s) to type %s (in %s)", vt.type(), vp, tt.type(), tp);
                        return false;
                    }
                    return true;
                });
            });
        }
        return tp != null
                && tp.is(tt -> {
                    if (tt == null) {
                        return false;
                    }
                    if (!convertible(x, tt.mustType(), cause)) {
                        prefix(cause, "cannot convert %s to type %s (in %s)", x.type(), tt.type(), tp);
                        return false;
                    }
                    return true;
                });
    }

    private @Nullable Constant convertConst(Operand x, Type to) {
        if (!(to.underlying() instanceof Basic t)) {
            return null;
        }
        Constant v = ConstRules.represent(x.value(), t);
        if (v == null && Predicates.isInteger(x.type()) && t.isString()) {
            int codePoint = 0xFFFD;
            Long i = x.value().asLong();
            if (i != null && i >= 0 && i <= Character.MAX_CODE_POINT && (i < 0xD800 || i > 0xDFFF)) {
                codePoint = i.intValue();
            }
            return Constant.ofBytes(Literals.bytes(Character.toString(codePoint)));
        }
        return v;
    }

    /** {@code T(x)}. */
    void conversion(Operand x, Type t) {
        boolean constArg = x.isConstant();
        StringBuilder cause = new StringBuilder();
        boolean ok = false;
        if (constArg && Predicates.isConstType(t)) {
            Constant v = convertConst(x, t);
            ok = v != null;
            if (v != null) {
                x.value = v;
            } else if (Predicates.isInteger(x.type()) && Predicates.isInteger(t)) {
                c.error(x, "constant %s overflows %s", x.value(), t);
                x.invalidate();
                return;
            }
        } else if (constArg && Predicates.isTypeParam(t)) {
            ok = Predicates.underIs(t, u -> {
                if (u == null) {
                    set(cause, c.sprintf("%s does not contain specific types", t));
                    return false;
                }
                if (Predicates.isString(x.type()) && isBytesOrRunes(u) || convertConst(x, u) != null) {
                    return true;
                }
                set(
                        cause,
                        Predicates.isInteger(x.type()) && Predicates.isInteger(u)
                                ? c.sprintf("constant %s overflows %s (in %s)", x.value(), u, t)
                                : c.sprintf("cannot convert %s to type %s (in %s)", x, u, t));
                return false;
            });
            x.mode = Mode.VALUE;
        } else if (convertible(x, t, cause)) {
            ok = true;
            x.mode = Mode.VALUE;
        }
        if (!ok) {
            if (cause.isEmpty()) {
                c.error(x, "cannot convert %s to type %s", x, t);
            } else {
                c.error(x, "cannot convert %s to type %s: %s", x, t, cause.toString());
            }
            x.invalidate();
            return;
        }
        if (Predicates.isUntyped(x.type())) {
            Type last = t;
            if (x.type != Basic.UNTYPED_NIL) {
                if (Predicates.isNonTypeParamInterface(t) || constArg && !Predicates.isConstType(t)) {
                    last = Predicates.defaultType(x.type());
                } else if (x.isConstant()
                        && Predicates.isInteger(x.type())
                        && Predicates.allBasic(t, Basic.STRING_INFO)) {
                    last = x.type();
                }
            }
            c.exprs.updateType(x.expr(), last, true);
        }
        x.type = t;
    }
}
