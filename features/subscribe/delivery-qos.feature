Feature: Delivery at the lower of two qualities
  The publisher chooses a QoS for the message, the subscriber one for the subscription. The broker
  delivers at the lower of the two: it never promises more than the publisher gave, and never does more
  work than the subscriber asked for.

  @must @server @direct
  Scenario Outline: Published at QoS <published> and granted QoS <granted>, it is delivered at QoS <delivered>
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a/b" at QoS <granted>
    When Alice publishes "x" to "a/b" at QoS <published>
    Then Bob receives "x" on "a/b" at QoS <delivered>
    And Bob receives nothing more

    @MQTT-5.0:3.8.4-8
    Examples:
      | version | published | granted | delivered |
      | 5.0     | 0         | 0       | 0         |
      | 5.0     | 0         | 1       | 0         |
      | 5.0     | 0         | 2       | 0         |
      | 5.0     | 1         | 0       | 0         |
      | 5.0     | 1         | 1       | 1         |
      | 5.0     | 1         | 2       | 1         |
      | 5.0     | 2         | 0       | 0         |
      | 5.0     | 2         | 1       | 1         |
      | 5.0     | 2         | 2       | 2         |

    @MQTT-3.1.1:3.8.4-6
    Examples:
      | version | published | granted | delivered |
      | 3.1.1   | 0         | 0       | 0         |
      | 3.1.1   | 0         | 1       | 0         |
      | 3.1.1   | 0         | 2       | 0         |
      | 3.1.1   | 1         | 0       | 0         |
      | 3.1.1   | 1         | 1       | 1         |
      | 3.1.1   | 1         | 2       | 1         |
      | 3.1.1   | 2         | 0       | 0         |
      | 3.1.1   | 2         | 1       | 1         |
      | 3.1.1   | 2         | 2       | 2         |

    @MQTT-3.1:PUBLISH-07
    Examples:
      | version | published | granted | delivered |
      | 3.1     | 0         | 2       | 0         |
      | 3.1     | 1         | 0       | 0         |
      | 3.1     | 1         | 2       | 1         |
      | 3.1     | 2         | 0       | 0         |
      | 3.1     | 2         | 1       | 1         |
      | 3.1     | 2         | 2       | 2         |

  @must @server @direct
  Scenario Outline: Each subscriber has the message at the QoS of its own subscription
    Given MQTT <version>
    And Alice, Bob, Carol and Dave are connected
    And Bob subscribes to "a" at QoS 0
    And Carol subscribes to "a" at QoS 1
    And Dave subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2
    Then Bob receives "x" on "a" at QoS 0
    And Carol receives "x" on "a" at QoS 1
    And Dave receives "x" on "a" at QoS 2

    @MQTT-5.0:3.8.4-8
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.8.4-6
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:PUBLISH-07
    Examples:
      | version |
      | 3.1     |

  @must @server @direct @cap:retain
  Scenario Outline: A retained message too is delivered at the lower QoS
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS <published> retained
    When Bob subscribes to "a" at QoS <granted>
    Then Bob receives "kept" on "a" at QoS <delivered>

    @MQTT-5.0:3.8.4-8
    Examples:
      | version | published | granted | delivered |
      | 5.0     | 2         | 1       | 1         |
      | 5.0     | 1         | 2       | 1         |

    @MQTT-3.1.1:3.8.4-6
    Examples:
      | version | published | granted | delivered |
      | 3.1.1   | 2         | 1       | 1         |
      | 3.1.1   | 1         | 2       | 1         |
