# A line a series; measured lines carry a few markers.
plot for [j = 1:measured_count] $series index measured_series[j] - 1 using column_x:column_y \
    with linespoints linetype series_style[measured_series[j]] pointnumber 9 title series_label[measured_series[j]], \
  for [j = 1:line_count] $series index line_series[j] - 1 using column_x:column_y \
    with lines linetype series_style[line_series[j]] title series_label[line_series[j]]
