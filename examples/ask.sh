#!/bin/sh
# Asks a library with curl alone: ./ask.sh "how do I start the pump"
# MCDEWEY_URL names the service.
set -eu
cd "$(dirname "$0")"
# As a text within JSON.
query=$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')
curl --silent --show-error --fail-with-body --get "${MCDEWEY_URL:-http://127.0.0.1:4000}/graphql" \
  --header 'accept: application/graphql-response+json' \
  --header 'apollo-require-preflight: true' \
  --data-urlencode 'query@ask.graphql' \
  --data-urlencode "variables={\"query\":\"$query\"}"
