package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.display.CellOutput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The output of a cell that a front end reads which may open comms. A run without a front end has none. */
public interface CommOutput extends CellOutput {

    /** The comms of the kernel that runs the cell. */
    Comms comms();

    /** The header of the request that the cell came by: the parent of what it sends. */
    Map<String, @Nullable Object> cause();
}
