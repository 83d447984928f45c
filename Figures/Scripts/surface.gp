# The surface as a hill over its plane, colored by height; other series are not drawn. A figure may turn it among its gnuplot
# commands: view = '50, 30' (degrees of tilt and turn). Heights outside the z axis are cut off.
if (!exists('view')) { view = '52, 32' }
eval 'set view '.view.', 1.05, 1'
set view noequal
# Patches from back to front hide what lies behind. They have no borders, which would be most of the file; light from a side
# shows the shape instead.
set pm3d depthorder noborder lighting primary 0.35 specular 0 clip z
# Viridis: perceptually even, and told apart by color-blind readers and in gray.
set palette defined (0 '#440154', 1 '#482878', 2 '#3e4989', 3 '#31688e', 4 '#26828e', 5 '#1f9e89', 6 '#35b779', 7 '#6ece58', 8 '#b5de2b', 9 '#fde725')
set style fill solid
if (z_min >= z_max) { z_max = z_log ? 10 * z_min : z_min + 1 }
set xrange [surface_x_min:surface_x_max]; set yrange [surface_y_min:surface_y_max]; set zrange [z_min:z_max]; set cbrange [z_min:z_max]
if (z_log) {
  set logscale zcb 10
  first = int(floor(log10(z_min))); last = int(ceil(log10(z_max))); step = tick_step(last - first)
  set ztics (); set cbtics ()
  do for [k = first:last] {
    if (k % step == 0) { eval sprintf('set ztics add ("%s" %.17g); set cbtics add ("%s" %.17g)', power_of_ten(k), 10.0**k, power_of_ten(k), 10.0**k) }
  }
}
set border 15 lw 1 lc rgb '#333333'
set xyplane relative 0
set xtics offset 0,-0.3; set ytics offset 0.5,-0.3
set xlabel offset 0,-0.6; set ylabel offset 0.5,-0.6
set zlabel z_title rotate by 90 offset 0,0; set format z '%g'
set format cb '%g'
# Above the last label of the y axis, which would stand behind it.
set colorbox user origin 0.91,0.4 size 0.025,0.45
set grid xtics ytics ztics
splot $series index surface_index using column_x:column_y:column_z with pm3d notitle
