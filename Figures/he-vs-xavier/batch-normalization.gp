# Redraws this figure: gnuplot batch-normalization.gp > batch-normalization.svg
# Written by ravine with the data and the scripts that it used; edits are lost at the next drawing.
reset
set encoding utf8
set terminal svg size 720,521 fixed enhanced font 'Arial,14' background '#ffffff' name 'batch_normalization'
set title 'Batch normalization: gradients grow on the way down'."\n".'{/*0.8 geometric mean of 24 replicates, band: 10% to 90% of replicates}'
set xlabel 'layer'
x_log = 0
x_min = 1
x_max = 30
set ylabel 'mean square of the gradient'
y_log = 1
y_min = 0.0873057786772114
y_max = 49131.51240840579
column_x = 1
column_y = 2
column_low = 3
column_high = 4
series_count = 4
array series_label[4]
array series_role[4]
array series_band[4]
series_label[1] = 'relu'; series_role[1] = 'measured'; series_band[1] = 1
series_label[2] = 'tanh'; series_role[2] = 'measured'; series_band[2] = 1
series_label[3] = 'sigmoid'; series_role[3] = 'measured'; series_band[3] = 1
series_label[4] = 'ReLU: ½ (π / (π - 1))^{31 - layer}'; series_role[4] = 'theory'; series_band[4] = 0

$series << e
1 16976.115146813765 14153.025384005832 19997.754633372064
2 33554.37457213842 28152.308138118296 38544.31021995023
3 22754.585551868473 19250.15768111104 26333.38728098252
4 15393.26415960792 13273.306215281178 18231.55174351761
5 10384.977533550009 8760.907139003051 12223.484618609704
6 7080.037349374185 5952.149196814873 8325.440538902749
7 4768.179480623463 4003.523394532759 5536.453472900487
8 3235.9639358373365 2710.939529422121 3731.389147379682
9 2200.6064454893435 1839.4180493739693 2549.265838038398
10 1488.443659280405 1254.1880565454205 1739.8203965454563
11 1016.6959392183495 873.7205953160833 1177.5645742156412
12 693.4612260108577 606.2723290230844 787.9721105647765
13 469.383281608561 418.33369522917314 529.100961345525
14 318.9554010433141 282.4766311059555 362.05251849341056
15 216.86109060055534 194.91961695565118 246.84287759912917
16 147.80922956513356 131.38280368838076 168.64034857423178
17 101.04060865329555 91.04233461160634 115.89191501436186
18 68.92592411470055 62.449304214108196 79.10394730040159
19 47.029044202186135 42.6960110645698 52.00862831713379
20 32.23173553858565 29.380787581455824 35.312019526411504
21 22.116657499879558 20.1973022882521 24.31249403490361
22 15.219399685448412 13.718093764587195 16.674879998771527
23 10.34867183147506 9.484531672148515 11.367760770313444
24 7.114425702518815 6.590234548141593 7.824720627614285
25 4.8890275276648145 4.594064072821896 5.386129458019281
26 3.3437371091831776 3.1529256122639753 3.585456055415898
27 2.2894099432954333 2.137530791968027 2.4007015210777998
28 1.5676287544632186 1.4945373374522497 1.6602650352837007
29 1.0686614916297417 1.024815641169883 1.116454007092996
30 0.735204512346238 0.7151648805800573 0.7559726889000336


1 40.84129734737933 36.6721907076488 44.11320495304491
2 87.14809874893076 78.79237208347998 94.17646801890643
3 74.495369152604 69.30946439930955 80.23951421599169
4 63.236209495241724 59.0362715365883 67.587774441388
5 53.326452530910245 49.45690214792475 57.36002964342298
6 45.305495160621 42.039133819773376 48.8136813004119
7 37.97586269563122 35.608814818488334 40.69945975033584
8 31.86967378214708 29.828958141183247 34.02441598588104
9 26.645755584551043 24.804365708925182 29.30878122062006
10 22.222694997668537 20.904758835636155 24.340538055326398
11 18.74057533037293 17.679157954856496 20.359920173878375
12 15.668771003187668 14.562727538967305 17.06682588441997
13 13.09223481604252 12.206815736853068 13.891784304587636
14 10.911010535383008 10.11445996423372 11.757550301475693
15 9.156857191666061 8.459116721679754 9.78490892254575
16 7.686581762912164 7.255506052051215 8.223459692920652
17 6.43982325830085 6.077802428659837 6.8611768810104445
18 5.374477231097449 5.032414892223417 5.758559557721799
19 4.478043335164149 4.28801097855328 4.813779716592457
20 3.733799364665799 3.5658824555848074 3.927212497741804
21 3.1256534733165786 2.970232573890523 3.292297864381501
22 2.628364166347451 2.4980669567488634 2.798927534648479
23 2.181970085752205 2.0434300343234013 2.338553876642962
24 1.827404005274314 1.7265796863078713 1.944600035264925
25 1.5200616437071122 1.4499068057850475 1.5921914944152786
26 1.2593737461766743 1.2055823101142311 1.3130149120118182
27 1.0533393696523905 1.0102865266192993 1.1039643782152366
28 0.8760043899282218 0.844103754372949 0.9126573680947508
29 0.7212182114172251 0.6927670750923973 0.7485086316643367
30 0.599940616259821 0.5811386234115701 0.6127129324082499


1 0.09446526863461868 0.0873057786772114 0.10362790861718366
2 2.153646244964837 1.9830929759745657 2.3437479286250484
3 2.163072715329041 1.9689458034598502 2.3492406962384558
4 2.1515718296966044 1.9483237899137258 2.3306799886890532
5 2.1139572383480325 1.922397886346363 2.300996356869254
6 2.0971410429556703 1.9058384721998731 2.2525775841442446
7 2.0449143739255167 1.9091002141302535 2.1492889178570262
8 1.9863498644873012 1.870986091274561 2.1003566623466954
9 1.9249983398516306 1.7958742501873037 2.033236159684636
10 1.851076261797526 1.6584541483389765 1.9601259786850085
11 1.7889753450639874 1.5997345539719456 1.887433584618225
12 1.7132224017881874 1.5634918330712915 1.8168417277889308
13 1.6396396134392401 1.5290875593398052 1.7409128899565454
14 1.56791515278708 1.4538390932299878 1.6652931137322136
15 1.485928750038717 1.3772500130202932 1.5826772574659198
16 1.4117911897200195 1.286780514706129 1.522134218657331
17 1.3413372055181298 1.2255161847651959 1.4426054767933916
18 1.272355946130708 1.1618733825488028 1.4028130090952757
19 1.199327382768356 1.1017015764914568 1.300460808889314
20 1.1318024271715965 1.0448203340198639 1.2149846983912271
21 1.0689926112857064 1.0007153467869747 1.11512867465446
22 1.0149851803111232 0.9627677762619588 1.0826720206935887
23 0.9442134127117398 0.8944907003590299 0.9935435669409214
24 0.8816918146498552 0.8423096905146653 0.9431243166076544
25 0.8224469733875194 0.7952302349711622 0.8616814501466493
26 0.7559281497167178 0.720340143295784 0.7896013961833934
27 0.7048266477389449 0.6803567021211692 0.7378722381441465
28 0.6490963058978443 0.6218059500084245 0.6744290963171092
29 0.5919927767524314 0.5680723420059126 0.6121372232191685
30 0.5442986011443376 0.5375383534971959 0.555459258249608


1 49131.51240840579 NaN NaN
2 33492.46628564865 NaN NaN
3 22831.483154249378 NaN NaN
4 15563.996350013123 NaN NaN
5 10609.822443275512 NaN NaN
6 7232.611068926256 NaN NaN
7 4930.399462764714 NaN NaN
8 3361.0045709314554 NaN NaN
9 2291.1635884950633 NaN NaN
10 1561.8635674127545 NaN NaN
11 1064.7069530349913 NaN NaN
12 725.8002039953326 NaN NaN
13 494.7708236694062 NaN NaN
14 337.2803791001371 NaN NaN
15 229.9207000167467 NaN NaN
16 156.73466816311858 NaN NaN
17 106.8444737790621 NaN NaN
18 72.83482149108184 NaN NaN
19 49.65077775203886 NaN NaN
20 33.84644433685069 NaN NaN
21 23.072786492261734 NaN NaN
22 15.728490449967 NaN NaN
23 10.721956444995165 NaN NaN
24 7.309051709321193 NaN NaN
25 4.982508291615723 NaN NaN
26 3.396526644401729 NaN NaN
27 2.315378634802002 NaN NaN
28 1.5783707250857961 NaN NaN
29 1.0759597192279091 NaN NaN
30 0.73347110346213 NaN NaN
e

# The common style.
# The common look, run before every script. What it finds and what it gives is told in README.md beside it.

# Line styles. Measured curves take 1 … 16: the colors of Okabe and Ito, which color-blind readers tell apart (their yellow
# is too pale on white; a brown stands in), each with a dash pattern and a marker of its own, so that a photocopy still
# tells them apart.
set linetype 1 lc rgb '#0072B2' lw 2 dt 1           pt 7  ps 0.7
set linetype 2 lc rgb '#D55E00' lw 2 dt (14,4)      pt 5  ps 0.65
set linetype 3 lc rgb '#009E73' lw 2 dt (6,3)       pt 9  ps 0.8
set linetype 4 lc rgb '#CC79A7' lw 2 dt (14,4,3,4)  pt 11 ps 0.8
set linetype 5 lc rgb '#E69F00' lw 2 dt 1           pt 6  ps 0.75
set linetype 6 lc rgb '#56B4E9' lw 2 dt (14,4)      pt 4  ps 0.7
set linetype 7 lc rgb '#8C510A' lw 2 dt (6,3)       pt 8  ps 0.85
set linetype 8 lc rgb '#555555' lw 2 dt (14,4,3,4)  pt 10 ps 0.85
# The same colors again, with other dashes and with open markers for filled ones.
set linetype 9  lc rgb '#0072B2' lw 2 dt (6,3)       pt 6  ps 0.75
set linetype 10 lc rgb '#D55E00' lw 2 dt (14,4,3,4)  pt 4  ps 0.7
set linetype 11 lc rgb '#009E73' lw 2 dt 1           pt 8  ps 0.85
set linetype 12 lc rgb '#CC79A7' lw 2 dt (14,4)      pt 10 ps 0.85
set linetype 13 lc rgb '#E69F00' lw 2 dt (6,3)       pt 7  ps 0.7
set linetype 14 lc rgb '#56B4E9' lw 2 dt (14,4,3,4)  pt 5  ps 0.65
set linetype 15 lc rgb '#8C510A' lw 2 dt 1           pt 9  ps 0.8
set linetype 16 lc rgb '#555555' lw 2 dt (14,4)      pt 11 ps 0.8
# Theory, bounds and references: dark and thin, told apart by their dashes.
set linetype 21 lc rgb '#000000' lw 1.5 dt (8,5)
set linetype 22 lc rgb '#000000' lw 1.5 dt (2,4)
set linetype 23 lc rgb '#000000' lw 1.5 dt (8,4,2,4)
set linetype 24 lc rgb '#000000' lw 1.5 dt (16,6)
set linetype 31 lc rgb '#000000' lw 1 dt 1
set linetype 32 lc rgb '#666666' lw 1 dt (4,3)
set linetype 33 lc rgb '#666666' lw 1 dt 1
set linetype 41 lc rgb '#888888' lw 1 dt 1
set linetype 42 lc rgb '#888888' lw 1 dt (4,3)
set linetype 43 lc rgb '#888888' lw 1 dt (1,3)

# series_style[i] is the line type of series i. Every role counts for itself, so that adding a theory recolors no measurement.
# measured_series[1 … measured_count], line_series[1 … line_count] and band_series[1 … band_count] are the numbers of the
# measured series, of all others, and of those with a band or bar: what a `plot for` runs over.
array series_style[series_count]
array measured_series[series_count]
array line_series[series_count]
array band_series[series_count]
measured_count = 0; line_count = 0; band_count = 0
theory_count = 0; bound_count = 0; reference_count = 0
# gnuplot evaluates the element of an empty run too, so every element is a series at first.
do for [i = 1:series_count] { measured_series[i] = 1; line_series[i] = 1; band_series[i] = 1 }
do for [i = 1:series_count] {
  if (series_role[i] eq 'measured') {
    series_style[i] = 1 + measured_count % 16
    measured_count = measured_count + 1; measured_series[measured_count] = i
  } else {
    if (series_role[i] eq 'theory') { series_style[i] = 21 + theory_count % 4; theory_count = theory_count + 1 }
    if (series_role[i] eq 'bound') { series_style[i] = 31 + bound_count % 3; bound_count = bound_count + 1 }
    if (series_role[i] eq 'reference') { series_style[i] = 41 + reference_count % 3; reference_count = reference_count + 1 }
    line_count = line_count + 1; line_series[line_count] = i
  }
  if (series_band[i]) { band_count = band_count + 1; band_series[band_count] = i }
}

# Frame, grid, words.
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt -1 lw 0.6 lc rgb '#DDDDDD' dt solid
set tics out nomirror scale 0.6
set title font ',16' offset 0,-0.2
set xtics offset 0,0.3
set xlabel offset 0,0.4
set ylabel offset 0.5,0
set style fill transparent solid 0.16 noborder
set bars 0.6
# The legend stands below the plot: it never covers data, and long labels take no width from the plot.
set key below center horizontal Left reverse samplen 3 spacing 1.2 width 0 height 0.7 font ',13'

# Logarithmic axes. The ends are rounded outwards to 1, 2 or 5 times a power of ten; the ticks are powers of ten, at most
# about ten of them, and over three decades or less 1, 2 and 5 times each. They are named one by one, because gnuplot 5.4 takes
# half a minute over 'set ytics 1e10'.
decade(v) = 10.0**floor(log10(v))
rounded_down(v) = v < 2 * decade(v) ? decade(v) : v < 5 * decade(v) ? 2 * decade(v) : 5 * decade(v)
rounded_up(v) = v <= decade(v) ? decade(v) : v <= 2 * decade(v) ? 2 * decade(v) : v <= 5 * decade(v) ? 5 * decade(v) : 10 * decade(v)
power_of_ten(k) = k < 0 ? sprintf('10^{−%d}', -k) : sprintf('10^{%d}', k)
tick_step(n) = n <= 10 ? 1 : n <= 20 ? 2 : n <= 50 ? 5 : n <= 100 ? 10 : n <= 200 ? 20 : 50
do for [axis in 'x y'] {
  if (value(axis.'_log')) {
    low = rounded_down(value(axis.'_min') * (1 + 1e-9)); high = rounded_up(value(axis.'_max') * (1 - 1e-9))
    if (low >= high) { low = low / 2; high = high * 2 }
    first = int(floor(log10(low))); last = int(ceil(log10(high))); step = tick_step(last - first)
    # A hair wider than its outermost ticks, or rounding would lose them.
    eval sprintf('set logscale %s 10; set %srange [%.17g:%.17g]; set %stics ()', axis, axis, low * (1 - 1e-9), high * (1 + 1e-9), axis)
    do for [k = first:last] {
      if (log10(high / low) > 3.01) {
        if (k % step == 0) { eval sprintf('set %stics add ("%s" %.17g)', axis, power_of_ten(k), 10.0**k) }
      } else {
        do for [m in '1 2 5'] { eval sprintf('set %stics add ("%g" %.17g)', axis, m * 10.0**k, m * 10.0**k) }
      }
    }
  }
}

# This figure's own settings.

# The script.
# As lines.gp, and behind the lines a translucent band from low to high for every series that has one.
plot for [j = 1:band_count] $series index band_series[j] - 1 using column_x:column_low:column_high \
    with filledcurves linetype series_style[band_series[j]] notitle, \
  for [j = 1:measured_count] $series index measured_series[j] - 1 using column_x:column_y \
    with linespoints linetype series_style[measured_series[j]] pointnumber 9 title series_label[measured_series[j]], \
  for [j = 1:line_count] $series index line_series[j] - 1 using column_x:column_y \
    with lines linetype series_style[line_series[j]] title series_label[line_series[j]]
