# Solves a model in LP format with HiGHS on one thread: solve_natively.py <file> <seconds>. Prints JSON; seconds are CPU time.
import json
import sys
import time

import highspy

solver = highspy.Highs()
solver.setOptionValue("output_flag", False)
solver.setOptionValue("threads", 1)
solver.setOptionValue("mip_rel_gap", 1e-6)
solver.setOptionValue("time_limit", float(sys.argv[2]))
solver.readModel(sys.argv[1])
start = time.process_time()
solver.run()
seconds = time.process_time() - start
optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
print(json.dumps({"cost": solver.getInfo().objective_function_value, "optimal": optimal, "seconds": seconds}))
