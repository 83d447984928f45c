# As lines.gp, and behind the lines a translucent band from low to high for every series that has one.
plot for [j = 1:band_count] $series index band_series[j] - 1 using column_x:column_low:column_high \
    with filledcurves linetype series_style[band_series[j]] notitle, \
  for [j = 1:measured_count] $series index measured_series[j] - 1 using column_x:column_y \
    with linespoints linetype series_style[measured_series[j]] pointnumber 9 title series_label[measured_series[j]], \
  for [j = 1:line_count] $series index line_series[j] - 1 using column_x:column_y \
    with lines linetype series_style[line_series[j]] title series_label[line_series[j]]
