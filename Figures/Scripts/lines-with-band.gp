# As lines.gp, and behind the lines a translucent band from low to high for every series that has one.
plot for [j = 1:band_count] $series index band_series[j] - 1 using column_x:column_low:column_high \
    with filledcurves linetype series_style[band_series[j]] notitle, \
  for [i = 1:series_count] $series index i - 1 using column_x:column_y \
    with linespoints linetype series_style[i] pointnumber 9 title series_label[i]
