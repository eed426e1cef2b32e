package dev.gopherscope.charts.picture;

/** Something that a pen can paint inside a card of known size. */
sealed interface Picture
        permits OverlayPicture,
                LanesPicture,
                DropsPicture,
                PlainPicture,
                SpansPicture,
                StepsPicture,
                ModuleGraphPicture,
                RequestPicture,
                MemoryMapPicture {

    int width();

    int height();

    /** Paints everything, the card included. */
    void paint(Pen pen);
}
