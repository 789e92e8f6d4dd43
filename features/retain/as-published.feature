@must @server @direct @cap:retain
Feature: The RETAIN flag of what is passed on
  A subscriber tells old from new by the RETAIN flag: what was kept comes with RETAIN 1, what comes over a
  subscription that exists has RETAIN 0. A subscriber of MQTT 5.0 that has to know what the publisher set,
  a bridge for example, asks for the flag with Retain As Published.

  Scenario Outline: Over a subscription that exists, a message of QoS <qos> has RETAIN 0
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "kept" to "a" at QoS <qos> retained
    And Alice publishes "passing" to "a" at QoS <qos>
    Then Bob receives "kept" on "a" with:
      | retain | no |
    And Bob receives "passing" on "a" with:
      | retain | no |

    @MQTT-5.0:3.3.1-12
    Examples:
      | version | qos |
      | 5.0     | 0   |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:3.3.1-9
    Examples:
      | version | qos |
      | 3.1.1   | 0   |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

    @MQTT-3.1:RETAIN-03
    Examples:
      | version | qos |
      | 3.1     | 0   |
      | 3.1     | 1   |
      | 3.1     | 2   |

  @MQTT-5.0:3.3.1-12
  Scenario: With Retain As Published 0 the flag is taken off
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1 with:
      | Retain As Published | no |
    When Alice publishes "kept" to "a" at QoS 1 retained
    Then Bob receives "kept" on "a" with:
      | retain | no |

  @MQTT-5.0:3.3.1-13
  Scenario Outline: With Retain As Published 1 a message of QoS <qos> has the flag of its publisher
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS <qos> with:
      | Retain As Published | yes |
    When Alice publishes "kept" to "a" at QoS <qos> retained
    And Alice publishes "passing" to "a" at QoS <qos>
    Then Bob receives "kept" on "a" with:
      | retain | yes |
    And Bob receives "passing" on "a" with:
      | retain | no |

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @MQTT-5.0:3.3.1-12 @MQTT-5.0:3.3.1-13
  Scenario: Each subscription has the flag in its own way
    Given MQTT 5.0
    And Alice, Bob and Carol are connected
    And Bob subscribes to "a" at QoS 1 with:
      | Retain As Published | yes |
    And Carol subscribes to "a" at QoS 1 with:
      | Retain As Published | no |
    When Alice publishes "kept" to "a" at QoS 1 retained
    Then Bob receives "kept" on "a" with:
      | retain | yes |
    And Carol receives "kept" on "a" with:
      | retain | no |

  @MQTT-5.0:3.3.1-13
  Scenario: With Retain As Published 1 an empty retained message has the flag too
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1 with:
      | Retain As Published | yes |
    When Alice publishes "" to "a" at QoS 1 retained
    Then Bob receives "" on "a" with:
      | retain | yes |

  @MQTT-5.0:3.3.1-13
  Scenario: With Retain As Published 1 the flag is kept for a client that is away
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1 with:
      | Retain As Published | yes |
    When Bob disconnects
    And Alice publishes "kept" to "a" at QoS 1 retained
    And Bob reconnects
    Then Bob receives "kept" on "a" with:
      | retain | yes |

  @MQTT-5.0:3.3.1-12
  Scenario: Subscribing again takes Retain As Published back
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1 with:
      | Retain As Published | yes |
    And Bob subscribes to "a" at QoS 1 with:
      | Retain As Published | no |
    When Alice publishes "kept" to "a" at QoS 1 retained
    Then Bob receives "kept" on "a" with:
      | retain | no |

  @MQTT-5.0:X-38
  Scenario Outline: What is sent because of a subscription has RETAIN 1, with Retain As Published "<wish>"
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Bob subscribes to "a" at QoS 1 with:
      | Retain As Published | <wish> |
    Then Bob receives "kept" on "a" with:
      | retain | yes |

    Examples:
      | wish |
      | no   |
      | yes  |
