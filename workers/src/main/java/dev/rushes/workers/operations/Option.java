package dev.rushes.workers.operations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of an options record, once for all: the command line's flag,
 * the field of a recipe file, its JSON Schema, the help text and the validation are read
 * from here (see {@link OptionSpec}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {

    /** On the command line, such as "--denoise". Records may share a flag. */
    String flag();

    /** One sentence without its full stop. */
    String help();

    /** Words that stand for a value, such as "auto". */
    String[] words() default {};

    /** Least number, inclusive; without a least and a greatest number it is no number. */
    double min() default Double.NaN;

    /** Greatest number, inclusive. */
    double max() default Double.NaN;

    /** The only values, if it is a closed list. */
    String[] choices() default {};

    /** What holds if it is not given; empty means that it must be given. */
    String defaultValue() default "";

    /**
     * What the bare flag means; empty means that the flag is always followed by a value.
     */
    String bare() default "";

}
